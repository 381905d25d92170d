// An alert of a real Alertmanager's form arrives; who is on call is paged, takes it, tells how it goes, resolves it; what is left is a
// postmortem: in English, and in Chinese.
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
    handoff: "mon 09:00",
    levels: "primary 5m > secondary 10m > pmo",
    update: "Old logs are being moved to another volume",
    cause: "Log rotation was switched off last week",
    impact: "Orders were slow for some minutes",
    acknowledged: /Acknowledged/i,
    resolved: /Resolved/i,
    heard: "The checkout page shows an error to everybody",
    declare: "Declare an incident",
  },
  zh: {
    locale: "zh-CN",
    posts: "中文",
    all: "十一",
    ops: "运维",
    handoff: "周一 09:00",
    levels: "主值 5分钟 > 副值 10分钟 > 项目办",
    update: "正在把旧日志移到另一个卷",
    cause: "上周误关了日志轮转",
    impact: "下单变慢了几分钟",
    acknowledged: /已确认/,
    resolved: /已解决/,
    heard: "结账页面对所有人都报错",
    declare: "上报故障",
  },
};

/** Fills the open form, first input first, and sends it. */
async function fill(chat, texts) {
  await chat.modal.locator("form").waitFor();
  const inputs = chat.modal.locator('[data-testid^="modal-input-"]');
  for (const [n, text] of texts.entries()) await inputs.nth(n).fill(text);
  await chat.shot("form");
  await chat.page.getByTestId("modal-submit").click();
  await chat.modal.locator("form").waitFor({ state: "detached" });
}

/** Sends something from outside, and wants it taken. */
async function outside(chat, id) {
  const results = chat.page.getByTestId("outside-result");
  const before = await results.count();
  await chat.page.getByTestId(`outside-${id}`).click();
  await results.nth(before).waitFor();
  assert.equal(await results.first().getAttribute("data-status"), "202", await results.first().innerText());
}

async function incident(language) {
  const words = LANGUAGES[language];
  const sandbox = await startSandbox(["--empty"]);
  const options = { timezoneId: "Asia/Shanghai", locale: words.locale, viewport: { width: 1500, height: 1000 } };
  const chat = await openPage(browser, sandbox.url, options, `incident-${language}`);
  try {
    const people = sandbox.state.users.filter((user) => !user.bot);
    const admin = people.find((user) => user.manage_guild).name;
    const [first, second] = people.filter((user) => user.name !== admin).map((user) => user.name);
    await chat.become(admin);
    await chat.speak(words.locale);
    await chat.page.getByTestId("tips-hide").click();

    await chat.answerTo(() => chat.command("setup run", { departments: words.all, timezone: "Asia/Shanghai", locale: words.posts }));
    await chat.goTo(words.ops);
    const join = chat.pressable("org:join:").first();
    await join.waitFor();
    for (const name of [first, second, admin]) {
      await chat.become(name);
      await chat.answerTo(() => join.click());
      await chat.page.getByTestId("dismiss").last().click();
    }
    await (await chat.answerTo(() => chat.send(`/oncall rotation department:ops members:@${first} @${second} length:week handoff:${words.handoff}`))).getByText(first).first().waitFor();
    await chat.shot("rotation");

    await (await chat.answerTo(() => chat.send(`/escalation create department:ops name:Standard levels:${words.levels} repeat:1`))).getByText(first).first().waitFor();
    await chat.shot("policy");

    await chat.page.getByTestId("outside-open").click();
    await outside(chat, "alertmanager-fire");
    const card = chat.messages.filter({ has: chat.page.locator(".threadlink") }).filter({ hasText: "Disk full on db-1" }).last();
    await chat.pressable("incident:ack:", card).waitFor();
    await chat.shot("arrived");

    // Whoever is on call has a direct message, and is mentioned; nobody else is.
    const direct = chat.page.locator('[data-testid^="dm-"]');
    await chat.become(second);
    await chat.become(first);
    await direct.locator(".badge").waitFor();
    await chat.page.locator(".msg.ping").first().waitFor();
    await chat.shot("paged");
    await chat.become(second);
    assert.equal(await direct.count(), 0, "nobody is paged who is not on call");
    await chat.become(first);
    await direct.click();
    const page = chat.messages.filter({ hasText: "Disk full on db-1" }).last();
    await page.waitFor();
    await chat.shot("direct");
    await chat.answerTo(() => chat.pressable("incident:ack:", page).click());
    await chat.goTo(words.ops);
    await card.getByText(words.acknowledged).first().waitFor();
    await chat.shot("acknowledged");

    // An incident that grows pages again.
    await outside(chat, "alertmanager-more");
    await card.getByText("db-2").first().waitFor();
    await direct.locator(".badge").waitFor();
    await chat.shot("grown");
    await chat.pressable("incident:ack:", card).click();
    await card.getByText(words.acknowledged).first().waitFor();

    await chat.pressable("incident:update:", card).click();
    await fill(chat, [words.update]);
    await card.getByText(words.update).waitFor();
    await chat.shot("updated");

    await chat.pressable("incident:resolve:", card).click();
    await fill(chat, [words.cause, words.impact]);
    await card.getByText(words.cause).waitFor();
    await card.getByText(words.resolved).first().waitFor();
    await chat.shot("resolved");

    await chat.send("/incident postmortem incident:INC-1");
    const file = chat.messages.last().locator("a.file");
    await file.waitFor();
    const text = await (await fetch(new URL(await file.getAttribute("href"), sandbox.url))).text();
    for (const told of [words.cause, words.impact, words.update, "Disk full on db-1"]) assert.ok(text.includes(told), `${told} is in the postmortem`);
    await chat.shot("postmortem");
    assert.deepEqual(chat.troubles, []);
  } catch (error) {
    throw await chat.failed(error, sandbox);
  } finally {
    await chat.close();
    await sandbox.stop();
  }
}

/** What somebody says in a channel becomes an incident, with a form that knows what was said. */
async function declared(language) {
  const words = LANGUAGES[language];
  const sandbox = await startSandbox(["--empty"]);
  const options = { timezoneId: "Asia/Shanghai", locale: words.locale, viewport: { width: 1500, height: 1000 } };
  const chat = await openPage(browser, sandbox.url, options, `declared-${language}`);
  try {
    const people = sandbox.state.users.filter((user) => !user.bot);
    const admin = people.find((user) => user.manage_guild).name;
    const first = people.find((user) => user.name !== admin).name;
    await chat.become(admin);
    await chat.speak(words.locale);
    await chat.page.getByTestId("tips-hide").click();
    await chat.answerTo(() => chat.command("setup run", { departments: words.all, timezone: "Asia/Shanghai", locale: words.posts }));
    await chat.goTo(words.ops);
    await chat.become(first);
    await chat.answerTo(() => chat.pressable("org:join:").first().click());
    await chat.send(words.heard);
    const said = chat.message(words.heard);
    await said.waitFor();
    await chat.menu(said, words.declare);
    await chat.modal.locator("form").waitFor();
    const inputs = chat.modal.locator('[data-testid^="modal-input-"]');
    assert.equal(await inputs.first().inputValue(), words.heard, "the form knows what was said");
    await inputs.nth(1).fill("sev2");
    await chat.shot("form");
    await chat.page.getByTestId("modal-submit").click();
    await chat.modal.locator("form").waitFor({ state: "detached" });

    const card = chat.messages.filter({ has: chat.page.locator('[data-custom-id^="incident:ack:"]') }).filter({ hasText: "INC-1" }).last();
    await card.waitFor();
    await chat.pressable("incident:ack:", card).click();
    const live = chat.messages.filter({ has: chat.page.locator(".threadlink") }).filter({ hasText: "INC-1" }).last();
    await live.getByText(words.acknowledged).first().waitFor();
    await chat.shot("acknowledged");
    await live.locator(".threadlink").click();
    await chat.messages.first().waitFor();
    await chat.shot("thread");
    assert.deepEqual(chat.troubles, []);
  } catch (error) {
    throw await chat.failed(error, sandbox);
  } finally {
    await chat.close();
    await sandbox.stop();
  }
}

test("what is said becomes an incident, in English", () => declared("en"));
test("what is said becomes an incident, in Chinese", () => declared("zh"));
test("from an alert to its postmortem, in English", () => incident("en"));
test("from an alert to its postmortem, in Chinese", () => incident("zh"));
