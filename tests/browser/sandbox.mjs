// A local server of this test's own, on a port of its own, gone when the test ends.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

const READY_MS = 60_000;

/** A port nobody listens on. */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** What the page reads first, or nothing while the server is not up. */
async function state(url) {
  try {
    const answer = await fetch(`${url}/web/state`);
    return answer.ok ? await answer.json() : undefined;
  } catch {
    return undefined;
  }
}

/** Waits until the bot has registered its commands, and the server has said that it can be used. */
async function ready(url, ended, open = () => true) {
  const end = Date.now() + READY_MS;
  while (Date.now() < end) {
    const seen = await state(url);
    if (open() && seen?.commands?.length > 0) return seen;
    if (ended()) throw new Error(`the server ended early:\n${ended()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} was not ready after ${READY_MS} ms`);
}

/** Starts a server (or takes the one at SANDBOX_URL). `args` go to `liaison sandbox`. */
export async function startSandbox(args = []) {
  if (process.env.SANDBOX_URL) {
    const url = process.env.SANDBOX_URL.replace(/\/$/, "");
    return { url, state: await ready(url, () => undefined), stop: async () => {} };
  }
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const target = process.env.CARGO_TARGET_DIR ?? `${root}/target`;
  const binary = process.env.SANDBOX_BIN ?? `${target}/debug/liaison`;
  const port = await freePort();
  const child = spawn(binary, ["sandbox", "--port", String(port), ...args], { cwd: root });
  let said = "";
  let gone;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (bytes) => {
      said = (said + bytes).slice(-20_000);
    });
  }
  child.on("error", (error) => (gone = String(error)));
  child.on("exit", (code) => (gone = `exit ${code}\n${said}`));
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    if (gone) return;
    const left = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGINT");
    const patience = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await left;
    clearTimeout(patience);
  };
  try {
    return { url, state: await ready(url, () => gone, () => said.includes(url)), stop, said: () => said };
  } catch (error) {
    await stop();
    throw error;
  }
}
