// The page as people use it: seen and touched only through what stands on it.
import { existsSync, mkdirSync } from "node:fs";
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

export async function openBrowser() {
  const executablePath = process.env.CHROMIUM ?? CHROMIUM.find((path) => existsSync(path));
  return chromium.launch({ executablePath, args: QUIET });
}

/** Opens the page; what it complains about is gathered in `troubles`. */
export async function openPage(browser, url, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1400, height: 900 },
    reducedMotion: "reduce",
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const chat = new Chat(page, url);
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
  await chat.composer.waitFor();
  return chat;
}

export class Chat {
  constructor(page, url) {
    this.page = page;
    this.url = url;
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

  async goTo(channel) {
    await this.page.getByTestId(`channel-${channel}`).click();
    await this.composer.waitFor();
  }

  /** Types a whole line and sends it. */
  async send(line) {
    await this.composer.fill(line);
    await this.composer.press("Escape");
    await this.composer.press("Enter");
  }

  button(customId, within = this.page) {
    return within.locator(`button[data-custom-id="${customId}"]`);
  }

  /** Fills the open form and sends it. `values`: custom id → text. */
  async fillForm(values) {
    await this.modal.waitFor();
    for (const [id, text] of Object.entries(values)) {
      await this.page.getByTestId(`modal-input-${id}`).fill(text);
    }
    await this.page.getByTestId("modal-submit").click();
    await this.modal.waitFor({ state: "detached" });
  }

  async moveClock(how) {
    const moved = this.page.waitForResponse((answer) => answer.url().endsWith("/web/clock"));
    await this.page.getByTestId(`clock-${how}`).click();
    return (await moved).json();
  }

  /** Keeps a picture where SHOTS says so. */
  async shot(name) {
    const folder = process.env.SHOTS;
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    await this.page.screenshot({ path: `${folder}/${name}.png` });
  }

  async close() {
    await this.page.context().close();
  }
}
