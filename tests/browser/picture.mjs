// Makes the picture of the README: a department's channel on the morning after the seeded week.
//   node picture.mjs ../../deploy/standup.png
import { writeFileSync } from "node:fs";
import { paletted } from "./palette.mjs";
import { openBrowser, openPage } from "./page.mjs";
import { startSandbox } from "./sandbox.mjs";

const [path] = process.argv.slice(2);
if (!path) throw new Error("usage: node picture.mjs FILE.png");

const ANSWERS = [
  ["Daniel Kim", "Mis-scans traced to two worn labels", "Agree the second shift's rota", "Three of the spare scanners are still with IT"],
  ["Grace Liu", "Test report closed: 62 of 62 passed", "Collect the lessons of the go-live", ""],
];

const sandbox = await startSandbox();
const browser = await openBrowser();
const chat = await openPage(
  browser,
  sandbox.url,
  { timezoneId: "Asia/Shanghai", locale: "en-GB", viewport: { width: 1280, height: 1350 }, deviceScaleFactor: 1.5 },
  "picture",
);
try {
  await chat.page.getByTestId("tips-hide").click();
  await chat.goTo("delivery");
  // A round of the evening before may still be open.
  const open = chat.pressable("standup:answer:").last();
  const standing = async () => (await open.getAttribute("data-custom-id").catch(() => "")) ?? "";
  const before = await standing();
  for (let tries = 0; tries < 20 && ((await standing()) === before || (await chat.pressable("standup:away:").count()) === 0); tries += 1) {
    await chat.moveClock("next-due");
    await chat.page.waitForTimeout(700);
  }
  for (const [name, ...texts] of ANSWERS) {
    await chat.become(name);
    await chat.answerTo(async () => {
      await chat.pressable("standup:answer:").last().click();
      await chat.modal.locator("form").waitFor();
      const inputs = chat.modal.locator('[data-testid^="modal-input-"]');
      for (const [n, text] of texts.entries()) await inputs.nth(n).fill(text);
      await chat.page.getByTestId("modal-submit").click();
    });
  }
  await chat.become("Mei Lin");
  await chat.answerTo(() => chat.pressable("standup:away:").last().click());
  const summary = chat.message(ANSWERS[0][3]);
  for (let tries = 0; tries < 8 && (await summary.count()) === 0; tries += 1) {
    await chat.moveClock("next-due");
    await chat.page.waitForTimeout(700);
  }
  // What only Mei sees of the day is put away before the picture is taken.
  while ((await chat.page.getByTestId("dismiss").count()) > 0) await chat.page.getByTestId("dismiss").first().click();
  await chat.send("/standup report standup:STD-3");
  const shown = chat.messages.last().locator("img");
  await shown.waitFor();
  await shown.evaluate((image) => image.decode());
  await chat.page.getByTestId("toast").waitFor({ state: "hidden" });
  await chat.page.mouse.move(640, 20);
  await chat.composer.blur();
  writeFileSync(path, paletted(await chat.page.screenshot()));
} catch (error) {
  throw await chat.failed(error, sandbox);
} finally {
  await browser.close();
  await sandbox.stop();
}
