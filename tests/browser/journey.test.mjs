// A server from nothing to its first standup's summary, as people would do it: in English, and in Chinese.
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
    ops: "ops",
    name: "Ops daily",
    schedule: "weekdays 09:30",
    first: ["Moved the mail server", "Watch it for a day", ""],
    second: ["Read the logs", "Rotate the certificates", "Waiting for the new keys"],
    asked: /0 of 4 have answered/,
    counted: /2 of 3|2 of 4/,
    away: /Away/,
    silent: /No answer/,
    why: "Why this?",
  },
  zh: {
    locale: "zh-CN",
    posts: "中文",
    all: "十一",
    ops: "运维",
    name: "运维早会",
    schedule: "工作日 09:30",
    first: ["迁移了邮件服务器", "观察一天", ""],
    second: ["查看了日志", "更换证书", "等待新的密钥"],
    asked: /[0０]/,
    counted: /2/,
    away: /不在|请假|缺席/,
    silent: /未填写|没有填写|未回复/,
    why: "为什么",
  },
};

/** Fills the open form, first input first, and sends it. */
async function answer(chat, texts) {
  await chat.modal.waitFor();
  const inputs = chat.modal.locator('[data-testid^="modal-input-"]');
  for (const [n, text] of texts.entries()) await inputs.nth(n).fill(text);
  await chat.shot("form");
  await chat.page.getByTestId("modal-submit").click();
  await chat.modal.locator("form").waitFor({ state: "detached" });
}

/** Moves to what is due next until `seen` is there. */
async function until(chat, seen) {
  for (let tries = 0; tries < 8; tries += 1) {
    await chat.moveClock("next-due");
    const there = await seen.waitFor({ timeout: 4_000 }).then(() => true, () => false);
    if (there) return;
  }
  await seen.waitFor({ timeout: 1_000 });
}

async function journey(language) {
  const words = LANGUAGES[language];
  const sandbox = await startSandbox(["--empty"]);
  const options = { timezoneId: "Asia/Shanghai", locale: words.locale, viewport: { width: 1400, height: 1000 } };
  const chat = await openPage(browser, sandbox.url, options, `journey-${language}`);
  try {
    const people = sandbox.state.users.filter((user) => !user.bot);
    const admin = people.find((user) => user.manage_guild).name;
    const [first, second, silent] = people.filter((user) => user.name !== admin).map((user) => user.name);
    await chat.become(admin);
    await chat.speak(words.locale);

    await chat.answerTo(() => chat.command("setup run", { departments: words.all, timezone: "Asia/Shanghai", locale: words.posts }));
    await chat.shot("setup");
    await chat.goTo(words.ops);
    const join = chat.pressable("org:join:").first();
    await join.waitFor();
    for (const name of [first, second, silent, admin]) {
      await chat.become(name);
      await chat.answerTo(() => join.click());
      if (name !== admin) await chat.page.getByTestId("dismiss").last().click();
    }
    await chat.shot("joined");

    await chat.command("standup create", { department: "ops", name: words.name, schedule: words.schedule, timezone: "Asia/Shanghai" });
    await chat.message("STD-1").waitFor();
    await chat.shot("created");

    await chat.moveClock("next-morning");
    const ask = chat.pressable("standup:answer:").last();
    await until(chat, ask);
    assert.match(await chat.messages.last().textContent(), words.asked);
    await chat.shot("asked");

    for (const [name, texts] of [[first, words.first], [second, words.second]]) {
      await chat.become(name);
      await chat.answerTo(async () => {
        await ask.click();
        await answer(chat, texts);
      });
      await chat.shot(`answered-${texts[0].length}`);
    }
    await chat.become(admin);
    await chat.answerTo(() => chat.pressable("standup:away:").last().click());
    await chat.shot("away");

    await chat.become(silent);
    const direct = chat.page.locator('[data-testid^="dm-"]');
    await until(chat, direct);
    await chat.shot("reminded");
    assert.equal(await direct.locator(".badge").textContent(), "1", "a direct message waits");
    await direct.click();
    await chat.message(words.name).waitFor();
    await chat.shot("reminder");

    await chat.goTo(words.ops);
    const summary = chat.message(words.second[2]);
    await until(chat, summary);
    const told = await summary.textContent();
    for (const text of [words.first[0], words.second[1], words.name]) assert.ok(told.includes(text), `${text} is in the summary`);
    for (const pattern of [words.counted, words.away, words.silent]) assert.match(told, pattern);
    await chat.shot("summary");

    await chat.answerTo(() => chat.menu(summary, words.why));
    await chat.shot("why");

    await chat.command("standup report", { standup: words.name });
    const picture = chat.messages.last().locator("img");
    await picture.waitFor();
    assert.ok(await picture.getAttribute("alt"), "the picture says what it shows");
    await picture.evaluate((image) => image.decode());
    await chat.shot("report");
    assert.deepEqual(chat.troubles, []);
  } catch (error) {
    throw await chat.failed(error, sandbox);
  } finally {
    await chat.close();
    await sandbox.stop();
  }
}

test("from an empty server to the first summary, in English", () => journey("en"));
test("from an empty server to the first summary, in Chinese", () => journey("zh"));
