// What holds for the page whatever bot is connected.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openPage } from "./page.mjs";
import { startSandbox } from "./sandbox.mjs";

let sandbox;
let browser;

before(async () => {
  sandbox = await startSandbox();
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await sandbox?.stop();
});

const people = () => sandbox.state.users.filter((user) => !user.bot && user.member !== false);
const texts = () => sandbox.state.channels.filter((channel) => channel.type === 0);
const slash = () => sandbox.state.commands.filter((command) => (command.type ?? 1) === 1);

/** Opens the page, lets `step` use it, and wants no complaint of the browser's. */
async function withPage(step, options) {
  const chat = await openPage(browser, sandbox.url, options, "generic");
  try {
    await step(chat);
    assert.deepEqual(chat.troubles, []);
  } catch (error) {
    throw await chat.failed(error, sandbox);
  } finally {
    await chat.close();
  }
}

test("the page shows the server, its channels and its people", async () => {
  await withPage(async (chat) => {
    for (const channel of texts().slice(0, 5)) {
      await chat.page.getByTestId(`channel-${channel.name}`).waitFor();
    }
    const names = await chat.page.getByTestId("person-select").locator("option").allTextContents();
    for (const person of people()) {
      assert.ok(names.some((name) => name.includes(person.name)), `${person.name} can be chosen`);
    }
    await chat.shot("page");
  });
});

test("whoever switches to another person speaks as that person, and others see it at once", async () => {
  const [first, second] = people();
  const channel = texts()[0].name;
  await withPage(async (chat) => {
    await withPage(async (other) => {
      await other.become(first.name);
      await other.goTo(channel);
      await chat.become(second.name);
      await chat.goTo(channel);
      const words = `hello **there** ${Date.now()}`;
      await chat.send(words);
      const plain = words.replaceAll("*", "");
      await chat.message(plain).waitFor();
      await other.message(plain).waitFor();
      assert.equal(await other.message(plain).locator("strong").textContent(), "there");
      assert.match(await other.message(plain).textContent(), new RegExp(second.name.split(" ")[0]));
    });
  });
});

test("what people write is shown and never run", async () => {
  await withPage(async (chat) => {
    await chat.goTo(texts()[0].name);
    const mark = `m${Date.now()}`;
    await chat.send(`<img src=x onerror="window.ran=1"> [x](javascript:window.ran=1) ${mark}`);
    const message = chat.message(mark);
    await message.waitFor();
    assert.match(await message.textContent(), /<img src=x/);
    assert.equal(await message.locator('a[href^="javascript"]').count(), 0);
    assert.equal(await chat.page.evaluate(() => window.ran), undefined);
  });
});

test("typing a slash lists commands, and letters narrow them", async () => {
  const [command] = slash();
  await withPage(async (chat) => {
    await chat.composer.fill("/");
    await chat.suggestions.first().waitFor();
    const all = await chat.suggestions.count();
    assert.ok(all > 1, "several commands are offered");
    await chat.composer.fill(`/${command.name}`);
    await chat.suggestions.filter({ hasText: command.name }).first().waitFor();
    await chat.shot("completion");
    await chat.composer.fill("/nosuchcommandatall");
    await chat.page.waitForFunction(() => !document.querySelector('[data-testid="suggestion"]'));
    await chat.composer.fill("");
  });
});

test("a line means what was typed", async () => {
  await withPage(async (chat) => {
    const read = await chat.page.evaluate(async () => {
      const { commandOf, flatten, quote, readOptions } = await import("/commands.js");
      const option = (name, zh) => ({ name, type: 3, name_localizations: { "zh-CN": zh } });
      const create = { type: 1, name: "create", options: [option("name", "名称"), option("schedule", "时间安排"), option("window", "开放")] };
      const all = flatten([{ name: "standup", type: 1, options: [create] }, { name: "help", type: 1 }, { name: "Why?", type: 3 }]);
      const settled = (one, text) => one.name === "window" && text === "two hours";
      const lines = [
        "/standup create name:Ops daily schedule:weekdays 09:30",
        '/standup create name:"a: b" schedule:x',
        "/standup create window:two hours sche",
        "/standup create name:",
        "/standup create name:a name:",
        "/standup creat name:x",
        "/help",
      ];
      return lines.map((line) => {
        const found = commandOf(line, all);
        const marks = found ? readOptions(found.text, found.command.options, settled) : [];
        return [found?.command.path, ...marks.map((m) => `${m.option.name}=${quote(m.value)}${m.open ? "…" : ""}`)].join("|");
      });
    });
    assert.deepEqual(read, [
      "standup create|name=Ops daily|schedule=\"weekdays 09:30\"…",
      'standup create|name="a: b"|schedule=x…',
      "standup create|window=two hours",
      "standup create|name=…",
      "standup create|name=a|name=…",
      "",
      "help",
    ]);
  });
});

test("with the keyboard alone: completion, another channel, help, and nothing is left open", async () => {
  await withPage(async (chat) => {
    await chat.page.keyboard.press("/");
    await chat.suggestions.first().waitFor();
    await chat.page.keyboard.press("ArrowDown");
    assert.equal(await chat.suggestions.nth(1).getAttribute("aria-selected"), "true");
    assert.equal(await chat.composer.getAttribute("aria-activedescendant"), "s1");
    await chat.page.keyboard.press("Escape");
    assert.equal(await chat.suggestions.first().isVisible(), false);
    await chat.composer.fill("");
    const before = await chat.page.evaluate(() => location.hash);
    await chat.page.keyboard.press("Alt+ArrowDown");
    await chat.page.waitForFunction((was) => location.hash !== was, before);
    await chat.composer.blur();
    await chat.page.keyboard.press("?");
    await chat.page.locator("#keys[open]").waitFor();
    await chat.page.keyboard.press("Escape");
    await chat.page.locator("#keys:not([open])").waitFor({ state: "attached" });
  });
});

test("in Chinese the page and the commands are Chinese", async () => {
  const command = slash().find((one) => one.name_localizations?.["zh-CN"]);
  await withPage(async (chat) => {
    await chat.speak("zh-CN");
    assert.match(await chat.page.locator("body").innerText(), /[\u4e00-\u9fff]/);
    if (command) {
      await chat.composer.fill(`/${command.name_localizations["zh-CN"]}`);
      await chat.suggestions.filter({ hasText: command.name_localizations["zh-CN"] }).first().waitFor();
      await chat.composer.fill("");
    }
    await chat.shot("chinese");
    await chat.speak("en-US");
  });
});

test("person, language and channel survive a reload", async () => {
  const second = people()[1];
  const channel = texts().at(-1).name;
  await withPage(async (chat) => {
    await chat.become(second.name);
    await chat.speak("zh-CN");
    await chat.goTo(channel);
    await chat.reload();
    const chosen = await chat.page.getByTestId("person-select").inputValue();
    assert.equal(chosen, second.id);
    assert.equal(await chat.page.getByTestId("locale-select").inputValue(), "zh-CN");
    const open = chat.page.getByTestId(`channel-${channel}`);
    assert.equal(await open.getAttribute("aria-current"), "page");
    await chat.speak("en-US");
  });
});

test("the clock moves when told to", async () => {
  await withPage(async (chat) => {
    const before = (await (await fetch(`${sandbox.url}/web/state`)).json()).now_ms;
    const after = await chat.moveClock("15m");
    assert.ok(after.now_ms - before >= 15 * 60_000, "a quarter of an hour has passed");
    assert.ok((await chat.moveClock("1h")).now_ms - after.now_ms >= 60 * 60_000);
  });
});

test("on a phone everything fits, and the channels are one press away", async () => {
  await withPage(
    async (chat) => {
      const wide = await chat.page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 390, `${wide} px wide`);
      await chat.page.getByTestId("menu").click();
      await chat.page.getByTestId(`channel-${texts()[0].name}`).click();
      await chat.composer.waitFor();
      await chat.shot("phone");
    },
    { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  );
});

test("a person can refuse direct messages, and takes them again", async () => {
  const name = people()[1].name;
  await withPage(async (chat) => {
    const row = chat.page.getByTestId(`person-${name}`);
    for (const refuses of [true, false]) {
      await row.click();
      await chat.page.getByTestId("menu-directs").click();
      await row.filter({ hasText: "takes no direct messages" }).waitFor({ state: refuses ? "visible" : "hidden" });
    }
  });
});
