// A budget from nothing: an expense that finance decides on, a file of invoices, the alert at 80 % in both channels, its picture; and a
// measure with its own: in English, and in Chinese.
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

const ZONE = "Asia/Shanghai";
const DAY = 86_400_000;

const LANGUAGES = {
  en: {
    locale: "en-US",
    posts: "English",
    all: "All eleven",
    ops: "ops",
    finance: "finance",
    name: "Cloud hosting",
    near: "Cloud hostnig",
    amount: "100k",
    over: "20k",
    thresholds: "actual 50 80 100; forecast off; committed off; burn off",
    created: /Cloud hosting is there: CNY 100,000\.00 for/,
    watched: /Spent: 50 · 80 · 100 % · Forecast: off · Committed: off · Pace: not watched/,
    approval: /more than CNY 20,000\.00 counts once finance has approved it/,
    bad: /“12,50,00” is not an amount\. Ways that work: CNY 12,500\.00/,
    unknown: /There is no budget “Cloud hostnig”\. The nearest: BUD-1 Cloud hosting/,
    mayNot: /finance/i,
    vendor: "Dell",
    category: "Servers",
    reserved: /CNY 30,000\.00 \(Dell, .*\) is reserved on BUD-1 Cloud hosting.*over CNY 20,000\.00 finance decides \(DEC-1\)/,
    asks: /DEC-1 · Expense from BUD-1 “Cloud hosting”.*Dell/,
    large: /CNY 30,000\.00/,
    own: /You asked for DEC-1: somebody else has to decide it/,
    approved: /Approved/,
    settled: /DEC-1 is approved/,
    columns: "day,amount,vendor,category,reference",
    broken: /Nothing was imported: 3 rows cannot be booked \(1 could\)/,
    whys: [/line 3, day/, /line 4, amount: “many” is not an amount/, /line 5, amount/],
    fine: /4 rows can be booked\. Nothing was imported yet/,
    checked: /SHA-256 [0-9a-f]{12}/,
    line: /BUD-1 Cloud hosting: 4 entries, CNY 40,000\.00/,
    imported: /4 entries were imported\./,
    again: /Nothing new was imported; 4 were there already/,
    booked: /EXP-6 CNY 10,000\.00 \(AWS, .*\) is booked on BUD-1 Cloud hosting/,
    shares: /70 % before, 80 % with it; left: 20 %/,
    look: "Budget “Cloud hosting” needs a look",
    reached: /Spending has reached 80 % of the limit: 80 %/,
    reachedAmounts: /Spending has reached 80 % of the limit: CNY 80,000\.00, 80 %/,
    left: /Spent CNY 80,000\.00 of CNY 100,000\.00, committed CNY 0\.00, left CNY 20,000\.00/,
    leftShares: /Spent 80 % of 100 %, committed 0 %, left 20 %/,
    hidden: /Only finance, the owner and the leads of its department see amounts/,
    acked: /you see to BUD-1 Cloud hosting/,
    answered: /Answered for/,
    used: /80 % used/,
    vendors: [/Dell: CNY 30,000\.00 \(37\.5 % of what was spent\), one entry/, /AWS: CNY 32,999\.50 \(41\.2 % of what was spent\), 3 entries/],
    planned: /Planned by now CNY \d\d,\d{3}\.\d\d; forecast/,
    budgetAlt: /Spending of Cloud hosting against its plan: spent CNY 80,000\.00/,
    measure: "Availability",
    recorded: /Availability: 99\.95\s?% is recorded/,
    badValue: /“good” is not/,
    guards: "99.5, 99",
    target: /target 99\.9\s?%/i,
    crossed: /Warning: Availability is 99\.2\s?%/,
    shown: /Below its warning threshold of 99\.5\s?%/,
    measureAlt: /Availability, 4 values: lowest 99\.2\s?%, highest 99\.97\s?%, latest 99\.2\s?%; target 99\.9\s?%/,
  },
  zh: {
    locale: "zh-CN",
    posts: "中文",
    all: "十一",
    ops: "运维",
    finance: "财务",
    name: "云主机",
    near: "云主鸡",
    amount: "10万",
    over: "2万",
    thresholds: "实际 50 80 100；预测 关；承诺 关；消耗 关",
    created: /已建立 BUD-1 云主机：.*，100,000\.00 元/,
    watched: /已用：50 · 80 · 100 % · 预测：不提醒 · 含承诺：不提醒 · 速度：不监测/,
    approval: /超过 20,000\.00 元的支出须经财务批准才计入/,
    bad: /“12,50,00”不是金额。可以这样写：/,
    unknown: /没有预算“云主鸡”。最接近的是：BUD-1 云主机/,
    mayNot: /财务/,
    vendor: "戴尔",
    category: "服务器",
    reserved: /30,000\.00 元（戴尔，.*）已在 BUD-1“云主机”中预留，尚未入账：超过 20,000\.00 元由财务决定（DEC-1）/,
    asks: /DEC-1 · 从 BUD-1 “云主机”支出.*戴尔/,
    large: /30,000\.00 元/,
    own: /DEC-1 是您提出的，须由别人决定/,
    approved: /已于 .* 批准/,
    settled: /DEC-1 已批准/,
    columns: "日期,金额,供应商,类别,单号",
    broken: /没有导入：有 3 行无法入账（另有 1 行可以）/,
    whys: [/第 3 行/, /第 4 行.*“many”不是金额/, /第 5 行/],
    fine: /4 行可以入账，尚未导入/,
    checked: /SHA-256 [0-9a-f]{12}/,
    line: /BUD-1 云主机：4 笔，40,000\.00 元/,
    imported: /已导入 4 笔。/,
    again: /没有新的记录；4 笔早已入账/,
    booked: /EXP-6 10,000\.00 元（AWS，.*）已记入 BUD-1 云主机/,
    shares: /之前 70 %，计入后 80 %；剩余 20 %/,
    look: "预算“云主机”需要关注",
    reached: /支出已达限额的 80 %：80 %/,
    reachedAmounts: /支出已达限额的 80 %：80,000\.00 元，80 %/,
    left: /已用 80,000\.00 元，限额 100,000\.00 元，已承诺 0\.00 元，剩余 20,000\.00 元/,
    leftShares: /已用 80 %，限额 100 %，已承诺 0 %，剩余 20 %/,
    hidden: /只有财务、预算负责人和部门负责人可以看到金额/,
    acked: /由您处理 BUD-1 云主机/,
    answered: /已有人负责/,
    used: /已用 80 %/,
    vendors: [/戴尔：30,000\.00 元（占支出的 37\.5 %），1 笔/, /AWS：32,999\.50 元（占支出的 41\.2 %），3 笔/],
    planned: /按计划至今 \d\d,\d{3}\.\d\d 元；预测/,
    budgetAlt: /“云主机”的支出与计划对比：已用 80,000\.00 元/,
    measure: "可用率",
    recorded: /可用率：已记录 99\.95\s?%/,
    badValue: /“good”不是可以记录的数值/,
    guards: "99.5, 99",
    target: /目标 99\.9\s?%/,
    crossed: /警告：“可用率”为 99\.2\s?%/,
    shown: /低于警告阈值 99\.5\s?%/,
    measureAlt: /“可用率”共 4 个数值：最低 99\.2\s?%，最高 99\.97\s?%，最新 99\.2\s?%；目标 99\.9\s?%/,
  },
};

// What stands between the parts of an amount or a day keeps them on one line: to the eye a blank and a hyphen like any other.
for (const words of Object.values(LANGUAGES)) {
  const plain = (value) => (value instanceof RegExp ? new RegExp(value.source.replaceAll(" ", "\\s"), value.flags) : value);
  for (const [name, value] of Object.entries(words)) words[name] = Array.isArray(value) ? value.map(plain) : plain(value);
}

/** The newest private answer that says this; what is posted to everybody may come after it. */
async function told(chat, pattern, what) {
  const answer = chat.page.locator('[data-testid="message"][data-ephemeral="true"]').filter({ hasText: pattern }).last();
  await answer.waitFor();
  if (what) await chat.shot(what);
  return answer;
}

/** Gives a command and wants it answered so. */
async function give(chat, path, values, pattern, what) {
  await chat.command(path, values);
  return told(chat, pattern, what);
}

/** A file of these lines, in the page's own form of one. */
function file(name, ...lines) {
  return { name, mimeType: "text/csv", buffer: Buffer.from(`${lines.join("\n")}\n`) };
}

/** A picture has loaded, says what it shows, and is looked at in both themes, wide and on a phone. */
async function look(chat, answer, alt, what) {
  const picture = answer.locator("img");
  await picture.waitFor();
  assert.match(await picture.getAttribute("alt"), alt);
  const { page } = chat;
  const wide = page.viewportSize();
  for (const [size, viewport] of [["", wide], ["-phone", { width: 390, height: 844 }]]) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await picture.scrollIntoViewIfNeeded();
      await picture.evaluate((image) => image.decode());
      const seen = await picture.evaluate((image) => [image.naturalWidth, image.naturalHeight, image.getBoundingClientRect().right, innerWidth]);
      assert.ok(seen[0] > 0 && seen[1] > 0, `${what} has loaded`);
      assert.ok(seen[2] <= seen[3], `${what} is not cut at ${viewport.width} px`);
      await chat.shot(`${what}${size}-${colorScheme}`);
    }
  }
  await page.setViewportSize(wide);
  await page.emulateMedia({ colorScheme: "light" });
}

/** Nine in the morning of the next working day. */
async function toWork(chat) {
  for (;;) {
    const { now_ms: now } = await chat.moveClock("next-morning");
    const day = new Intl.DateTimeFormat("en", { timeZone: ZONE, weekday: "short" }).format(now);
    if (!day.startsWith("S")) return now;
  }
}

async function budget(language) {
  const words = LANGUAGES[language];
  const sandbox = await startSandbox(["--empty"]);
  const options = { timezoneId: ZONE, locale: words.locale, viewport: { width: 1500, height: 1000 }, colorScheme: "light" };
  const chat = await openPage(browser, sandbox.url, options, `budget-${language}`);
  const button = (action, within) => chat.pressable(`budget:${action}:`, within);
  try {
    const people = sandbox.state.users.filter((user) => !user.bot);
    const admin = people.find((user) => user.manage_guild).name;
    const [keeper, spender] = people.filter((user) => user.name !== admin).map((user) => user.name);
    await chat.become(admin);
    await chat.speak(words.locale);
    await chat.page.getByTestId("tips-hide").click();
    await chat.answerTo(() => chat.command("setup run", { departments: words.all, timezone: ZONE, locale: words.posts }));
    for (const [name, channel] of [[keeper, words.finance], [spender, words.ops]]) {
      await chat.become(name);
      await chat.goTo(channel);
      await chat.answerTo(() => chat.pressable("org:join:").first().click());
    }
    const now = await toWork(chat);
    /** The day so many days from now. */
    const day = (ahead) => new Intl.DateTimeFormat("en-CA", { timeZone: ZONE }).format(now + ahead * DAY);

    // Finance makes it: thirty days, of which today is the twentieth. Nobody else does.
    const wanted = {
      name: words.name,
      amount: words.amount,
      department: "ops",
      period: language === "zh" ? "一次" : "once",
      thresholds: words.thresholds,
      approval_over: words.over,
      currency: "CNY",
      start: day(-19),
      end: day(10),
    };
    await give(chat, "budget create", wanted, words.mayNot, "refused");
    await chat.become(keeper);
    await chat.goTo(words.finance);
    const made = await give(chat, "budget create", wanted, words.created, "created");
    for (const pattern of [words.watched, words.approval]) assert.match(await made.innerText(), pattern);

    // A member of operations spends; what cannot be read is said with an example.
    await chat.become(spender);
    await chat.goTo(words.ops);
    await give(chat, "budget spend", { budget: "BUD-1", amount: "12,50,00" }, words.bad, "bad-amount");
    await chat.send(`/budget spend budget:${words.near} amount:5`);
    await told(chat, words.unknown, "unknown-budget");
    const large = { budget: "BUD-1", amount: "30,000", vendor: words.vendor, category: words.category };
    await give(chat, "budget spend", large, words.reserved, "reserved");

    // Finance is asked; whoever asks does not decide.
    await chat.goTo(words.finance);
    const question = chat.messages.filter({ has: chat.pressable("decision:approve:") }).filter({ hasText: words.asks });
    await question.filter({ hasText: words.large }).waitFor();
    const approve = chat.pressable("decision:approve:");
    await approve.click();
    await told(chat, words.own, "own");
    await chat.become(keeper);
    await approve.click();
    await chat.message("DEC-1").filter({ hasText: words.approved }).waitFor();
    await approve.waitFor({ state: "detached" });
    await chat.shot("approved");
    await chat.become(spender);
    const direct = chat.page.locator('[data-testid^="dm-"]');
    await direct.click();
    await chat.message(words.settled).waitFor();
    await chat.shot("told");

    // A file: one that is broken books nothing; then what it would do; then it does; twice is once.
    await chat.become(keeper);
    await chat.goTo(words.finance);
    const row = (...cells) => cells.join(",");
    const broken = file(
      "broken.csv",
      words.columns,
      row(day(-9), "100", "AWS", "", "B-1"),
      row("31/12", "100", "AWS", "", "B-2"),
      row(day(-9), "many", "AWS", "", "B-3"),
      row(day(-9), "1.234", "AWS", "", "B-4"),
    );
    const bad = await give(chat, "budget import", { file: broken, budget: "BUD-1" }, words.broken, "import-broken");
    for (const pattern of words.whys) assert.match(await bad.innerText(), pattern);
    await bad.locator("a.file").waitFor();
    const invoices = file(
      "invoices.csv",
      words.columns,
      row(day(-18), "25000", "AWS", words.category, "A-1"),
      row(day(-12), '"12,000.50"', "GitHub", "", "A-2"),
      row(day(-6), "5000", "Linode", "", "A-3"),
      row(day(-2), "-2000.50", "AWS", words.category, "A-4"),
    );
    const dry = await give(chat, "budget import", { file: invoices, budget: "BUD-1", dry_run: "true" }, words.fine, "import-dry");
    for (const pattern of [words.line, words.checked]) assert.match(await dry.innerText(), pattern);
    await button("import", dry).click();
    const done = await told(chat, words.imported, "import-done");
    assert.match(await done.innerText(), words.line);
    await give(chat, "budget import", { file: invoices, budget: "BUD-1" }, words.again, "import-again");

    // Exactly 80 %: the department reads shares, finance reads amounts.
    await chat.become(spender);
    await chat.goTo(words.ops);
    const last = await give(chat, "budget spend", { budget: "BUD-1", amount: "10,000", vendor: "AWS" }, words.booked, "booked");
    assert.match(await last.innerText(), words.shares);
    const alert = chat.messages.filter({ hasText: words.look });
    await alert.waitFor();
    for (const pattern of [words.reached, words.leftShares]) assert.match(await alert.innerText(), pattern);
    assert.doesNotMatch(await alert.innerText(), /80,000/, "the department reads shares only");
    await chat.shot("alert-department");
    await button("amounts", alert).click();
    await told(chat, words.hidden, "amounts-hidden");
    await chat.goTo(words.finance);
    await alert.waitFor();
    for (const pattern of [words.reachedAmounts, words.left]) assert.match(await alert.innerText(), pattern);
    await chat.shot("alert-finance");
    await chat.become(keeper);
    await button("ack", alert).click();
    await told(chat, words.acked);
    await alert.filter({ hasText: words.answered }).waitFor();
    await button("ack", alert).waitFor({ state: "detached" });
    await chat.shot("answered");

    // How it stands, with its picture, and by vendor.
    const status = await give(chat, "budget status", { budget: "BUD-1" }, words.used, "status");
    for (const pattern of [words.left, words.planned]) assert.match(await status.innerText(), pattern);
    await look(chat, status, words.budgetAlt, "picture");
    await button("statement", status).nth(1).click();
    const vendors = await told(chat, words.vendors[0], "vendors");
    for (const pattern of words.vendors) assert.match(await vendors.innerText(), pattern);

    // A measure: values of four days, a target, a threshold crossed, its picture.
    await chat.become(spender);
    await chat.goTo(words.ops);
    await chat.send(`/measure record measure:${words.measure} value:good department:ops`);
    await told(chat, words.badValue, "bad-value");
    const measured = (value, ahead) => ({ measure: words.measure, value, at: `${day(ahead)} 08:00` });
    await chat.send(`/measure record measure:${words.measure} value:99.95% at:"${day(-3)} 08:00" department:ops`);
    await told(chat, words.recorded, "recorded");
    await chat.become(admin);
    await give(chat, "measure target", { measure: words.measure, value: "99.9", thresholds: words.guards }, words.target, "target");
    await chat.become(spender);
    await chat.command("measure record", measured("99.97", -2));
    await told(chat, "99.97");
    await chat.command("measure record", measured("99.8", -1));
    await told(chat, "99.8");
    await chat.command("measure record", measured("99.2", 0));
    await chat.message(words.crossed).waitFor();
    await chat.shot("crossed");
    const shown = await give(chat, "measure show", { measure: words.measure }, words.shown);
    await look(chat, shown, words.measureAlt, "measure");
    assert.deepEqual(chat.troubles, []);
  } catch (error) {
    throw await chat.failed(error, sandbox);
  } finally {
    await chat.close();
    await sandbox.stop();
  }
}

test("a budget from made to its alert and its picture, in English", () => budget("en"));
test("a budget from made to its alert and its picture, in Chinese", () => budget("zh"));
