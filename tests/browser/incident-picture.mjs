// Makes the second picture of the README: an alert has just come, and who is on call reads the channel.
//   node incident-picture.mjs ../../deploy/incident.png
import { writeFileSync } from "node:fs";
import { paletted } from "./palette.mjs";
import { openBrowser, openPage } from "./page.mjs";
import { startSandbox } from "./sandbox.mjs";

const [path] = process.argv.slice(2);
if (!path) throw new Error("usage: node incident-picture.mjs FILE.png");

const sandbox = await startSandbox(["--empty"]);
const browser = await openBrowser();
const chat = await openPage(
  browser,
  sandbox.url,
  { timezoneId: "Asia/Shanghai", locale: "en-GB", viewport: { width: 1340, height: 900 }, deviceScaleFactor: 1.5 },
  "incident-picture",
);
/** Gives a command and puts its private answer away. */
async function give(line) {
  await chat.answerTo(() => chat.send(line));
  await chat.page.getByTestId("dismiss").last().click();
}
try {
  await chat.page.getByTestId("tips-hide").click();
  await give("/setup run departments:all channels:create timezone:Asia/Shanghai locale:en-US");
  await chat.goTo("ops");
  for (const name of ["Tom Becker", "Mei Lin"]) {
    await chat.become(name);
    await give("/department join department:ops");
  }
  await give("/oncall rotation department:ops members:@Tom Becker @Mei Lin length:week handoff:mon 09:00");
  await chat.become("Tom Becker");
  await chat.page.getByTestId("outside-open").click();
  await chat.page.getByTestId("outside-alertmanager-fire").click();
  await chat.page.locator(".msg.ping").first().waitFor();
  await chat.page.getByTestId("outside-alertmanager-more").click();
  await chat.messages.getByText("db-2").first().waitFor();
  await chat.page.waitForTimeout(1500);
  await chat.page.mouse.move(640, 20);
  await chat.composer.blur();
  writeFileSync(path, paletted(await chat.page.screenshot()));
} catch (error) {
  throw await chat.failed(error, sandbox);
} finally {
  await browser.close();
  await sandbox.stop();
}
