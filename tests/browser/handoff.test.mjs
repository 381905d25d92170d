// One department asks another: a question, an answer, taken, delivered, returned, delivered again, confirmed: in English, and in Chinese.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openPage } from "./page.mjs";
import { startSandbox } from "./sandbox.mjs";

let browser;

before(async () => {
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
});

const LANGUAGES = {
  en: {
    locale: "en-US",
    posts: "English",
    all: "All eleven",
    receiver: "ops",
    sender: "delivery",
    title: "A server for the pilot",
    question: "How much memory?",
    answer: "64 GB",
    delivered: "It is srv-7",
    missing: "It has 32 GB only",
    again: "Now it has 64 GB",
    confirmed: /confirmed/,
    returned: /returned once/,
  },
  zh: {
    locale: "zh-CN",
    posts: "中文",
    all: "十一",
    receiver: "运维",
    sender: "交付",
    title: "试点用的服务器",
    question: "需要多少内存？",
    answer: "64 GB",
    delivered: "已备好 srv-7",
    missing: "只有 32 GB",
    again: "已加到 64 GB",
    confirmed: /已确认/,
    returned: /已退回 1 次/,
  },
};

/** Fills the open form and sends it. */
async function fill(chat, text) {
  await chat.modal.locator("form").waitFor();
  await chat.modal.locator('[data-testid^="modal-input-"]').first().fill(text);
  await chat.shot("form");
  await chat.page.getByTestId("modal-submit").click();
  await chat.modal.locator("form").waitFor({ state: "detached" });
}

/** Presses the newest button of this action in a channel, as somebody. */
async function press(chat, name, channel, action, text) {
  await chat.become(name);
  await chat.goTo(channel);
  const button = chat.pressable(`handoff:${action}:`).last();
  await button.waitFor();
  await chat.answerTo(async () => {
    await button.click();
    if (text) await fill(chat, text);
  });
  await chat.shot(action);
}

async function handoff(language) {
  const words = LANGUAGES[language];
  const sandbox = await startSandbox(["--empty"]);
  const options = { timezoneId: "Asia/Shanghai", locale: words.locale, viewport: { width: 1500, height: 1000 } };
  const chat = await openPage(browser, sandbox.url, options, `handoff-${language}`);
  try {
    const people = sandbox.state.users.filter((user) => !user.bot);
    const admin = people.find((user) => user.manage_guild).name;
    const [asks, does] = people.filter((user) => user.name !== admin).map((user) => user.name);
    await chat.become(admin);
    await chat.speak(words.locale);
    await chat.page.getByTestId("tips-hide").click();
    await chat.answerTo(() => chat.command("setup run", { departments: words.all, timezone: "Asia/Shanghai", locale: words.posts }));
    for (const [name, channel] of [[asks, words.sender], [does, words.receiver]]) {
      await chat.become(name);
      await chat.goTo(channel);
      const join = chat.pressable("org:join:").first();
      await join.waitFor();
      await chat.answerTo(() => join.click());
    }

    await chat.become(asks);
    await chat.goTo(words.sender);
    await chat.answerTo(() => chat.command("handoff request", { to: "ops", playbook: "general", title: words.title }));
    await chat.shot("requested");

    await press(chat, does, words.receiver, "ask", words.question);
    await press(chat, asks, words.sender, "answer", words.answer);
    await press(chat, does, words.receiver, "accept");
    await press(chat, does, words.receiver, "deliver", words.delivered);
    await press(chat, asks, words.sender, "return", words.missing);
    await chat.goTo(words.receiver);
    await chat.message("HO-1 ·").filter({ hasText: words.returned }).waitFor();
    await press(chat, does, words.receiver, "deliver", words.again);
    await press(chat, asks, words.sender, "confirm");
    const card = chat.messages.filter({ hasText: "HO-1 ·" }).first();
    await card.filter({ hasText: words.confirmed }).waitFor();
    assert.match(await card.textContent(), new RegExp(words.again));
    await chat.shot("confirmed");
    assert.deepEqual(chat.troubles, []);
  } catch (error) {
    throw await chat.failed(error, sandbox);
  } finally {
    await chat.close();
    await sandbox.stop();
  }
}

test("a handoff from asked for to confirmed, in English", () => handoff("en"));
test("a handoff from asked for to confirmed, in Chinese", () => handoff("zh"));
