// The page as people use it: seen and touched only through what stands on it.
import { existsSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const SHOTS = process.env.SHOTS ?? fileURLToPath(new URL("../../target/browser", import.meta.url));

export async function openBrowser() {
  const executablePath = process.env.CHROMIUM ?? CHROMIUM.find((path) => existsSync(path));
  return chromium.launch({ executablePath, args: QUIET });
}

/** Opens the page; what it complains about is gathered in `troubles`, pictures are named after `name`. */
export async function openPage(browser, url, options = {}, name = "page") {
  const context = await browser.newContext({
    viewport: { width: 1400, height: 900 },
    reducedMotion: "reduce",
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const chat = new Chat(page, url, name);
  page.on("pageerror", (error) => chat.troubles.push(String(error)));
  page.on("console", (line) => {
    if (line.type() === "error") chat.troubles.push(line.text());
  });
  // Whatever is not on this machine must not even be asked for.
  await context.route(
    (to) => to.hostname !== new URL(url).hostname,
    (route) => {
      chat.troubles.push(`asked for ${route.request().url()}`);
      return route.abort();
    },
  );
  await page.goto(url);
  await chat.ready();
  return chat;
}

const localised = (thing, locale) => thing.name_localizations?.[locale] ?? thing.name;

export class Chat {
  #shots = 0;

  constructor(page, url, name) {
    this.page = page;
    this.url = url;
    this.name = name;
    this.troubles = [];
  }

  get composer() {
    return this.page.getByTestId("composer");
  }

  get messages() {
    return this.page.getByTestId("message");
  }

  get suggestions() {
    return this.page.getByTestId("suggestion");
  }

  get modal() {
    return this.page.getByTestId("modal");
  }

  /** The page stands there before it has read the server: it is ready once it knows who is using it. */
  async ready() {
    await this.page.waitForFunction(
      () => document.querySelector('[data-testid="person-select"]')?.value
        && document.querySelector('[data-testid^="channel-"][aria-current="page"]'),
    );
    await this.composer.waitFor();
  }

  async reload() {
    await this.page.reload();
    await this.ready();
  }

  /** Does something and gives the answer only this person sees, whatever else was posted meanwhile. */
  async answerTo(act) {
    const privates = '[data-testid="message"][data-ephemeral="true"]';
    const known = await this.page.locator(privates).evaluateAll((nodes) => nodes.map((node) => node.dataset.id));
    await act();
    const found = await this.page.waitForFunction(
      ([one, before]) => [...document.querySelectorAll(one)].map((node) => node.dataset.id).find((id) => !before.includes(id)),
      [privates, known],
    );
    return this.page.locator(`[data-testid="message"][data-id="${await found.jsonValue()}"]`);
  }

  /** The newest message that has this text in it. */
  message(text) {
    return this.messages.filter({ hasText: text }).last();
  }

  async become(name) {
    const select = this.page.getByTestId("person-select");
    const value = await select.locator("option").filter({ hasText: name }).first().getAttribute("value");
    await select.selectOption(value);
    await this.page.waitForFunction((id) => location.hash.includes(id), value);
  }

  async speak(locale) {
    await this.page.getByTestId("locale-select").selectOption(locale);
    const lang = locale.startsWith("zh") ? "zh" : "en";
    await this.page.waitForFunction((to) => document.documentElement.lang.startsWith(to), lang);
  }

  /** Opens a channel; what stood there before is gone when this ends. */
  async goTo(channel) {
    const row = this.page.getByTestId(`channel-${channel}`);
    const id = await row.getAttribute("data-channel");
    const ofIt = (answer) => answer.url().includes(`/web/messages?channel=${id}&`);
    const [read] = await Promise.all([this.page.waitForResponse(ofIt), row.click()]);
    await read.finished();
    await this.page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))));
    await this.composer.waitFor();
  }

  /** Types a whole line and sends it. */
  async send(line) {
    await this.composer.fill(line);
    await this.composer.press("Escape");
    await this.composer.press("Enter");
  }

  /**
   * Types a command as people do, in the page's language: what completes is completed with the
   * keyboard. `values`: an option's English name → what is typed for it, or the file that is chosen.
   */
  async command(path, values) {
    const locale = await this.page.getByTestId("locale-select").inputValue();
    const { commands } = await (await fetch(`${this.url}/web/state`)).json();
    let level = { options: commands };
    const words = path.split(" ").map((word) => {
      level = level.options.find((one) => one.name === word);
      return localised(level, locale);
    });
    await this.composer.pressSequentially(`/${words.join(" ")}`);
    await this.#take(`/${words.join(" ")}`);
    for (const [name, text] of Object.entries(values)) {
      const option = level.options.find((one) => one.name === name);
      const shown = localised(option, locale);
      if (!(await this.composer.inputValue()).endsWith(`${shown}:`)) {
        await this.composer.pressSequentially(shown);
        await this.#take(shown);
      }
      if (text.buffer) {
        await this.#choose(text);
        continue;
      }
      await this.composer.pressSequentially(text);
      if (option.autocomplete || option.choices?.length) await this.#take(text);
      else await this.composer.press("Tab");
    }
    await this.shot("typed");
    await this.composer.press("Enter");
    await this.page.waitForFunction(() => document.querySelector('[data-testid="composer"]').value === "");
  }

  /** Gives a file for the option that waits for one. */
  async #choose(file) {
    await this.page.locator("#attach").waitFor();
    await this.page.locator("#file").setInputFiles(file);
    await this.page.waitForFunction((name) => document.querySelector('[data-testid="composer"]').value.includes(name), file.name);
  }

  /** Goes to the first suggestion that has this text, with the arrow keys, and takes it. */
  async #take(text) {
    const fits = this.suggestions.filter({ hasText: text }).first();
    await fits.waitFor();
    const at = await fits.evaluate((node) => [...node.parentNode.children].indexOf(node));
    for (let n = 0; n < at; n += 1) await this.composer.press("ArrowDown");
    assertSelected(await fits.getAttribute("aria-selected"), text);
    await this.composer.press("Tab");
  }

  /** Opens a message's menu and takes what has this text. */
  async menu(message, text) {
    await message.hover();
    await message.getByTestId("message-menu").click();
    await this.shot("menu");
    await this.page.getByTestId("menu-item").filter({ hasText: text }).click();
  }

  /** The buttons and menus whose custom id begins so. */
  pressable(customId, within = this.page) {
    return within.locator(`[data-custom-id^="${customId}"]`);
  }

  async moveClock(how) {
    const moved = this.page.waitForResponse((answer) => answer.url().endsWith("/web/clock"));
    await this.page.getByTestId(`clock-${how}`).click();
    return (await moved).json();
  }

  /** Keeps a picture of what is seen, in the order of what was done. */
  async shot(what) {
    mkdirSync(SHOTS, { recursive: true });
    this.#shots += 1;
    const path = `${SHOTS}/${this.name}-${String(this.#shots).padStart(2, "0")}-${what}.png`;
    await this.page.screenshot({ path });
    return path;
  }

  /** The error with all one needs to see why. */
  async failed(error, sandbox) {
    const path = await this.shot("failed").catch(() => "none");
    const said = sandbox?.said?.() ?? "";
    error.message += `\npicture: ${path}\nthe page said: ${JSON.stringify(this.troubles)}\nthe server said: ${said}`;
    return error;
  }

  async close() {
    await this.page.context().close();
  }
}

function assertSelected(selected, text) {
  if (selected !== "true") throw new Error(`the arrow keys did not reach "${text}"`);
}
