// Makes a PNG small: at most 256 colours, the ones used most, the others becoming the nearest of these.
import { deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

function* chunks(png) {
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    yield [png.toString("latin1", at + 4, at + 8), png.subarray(at + 8, at + 8 + length)];
    at += length + 12;
  }
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

/** The pixels of an 8-bit picture without interlace, `bytes` of them each. */
function pixels(png) {
  const parts = [...chunks(png)];
  const head = parts.find(([name]) => name === "IHDR")[1];
  const [width, height, bytes] = [head.readUInt32BE(0), head.readUInt32BE(4), head[9] === 6 ? 4 : 3];
  const raw = inflateSync(Buffer.concat(parts.filter(([name]) => name === "IDAT").map(([, data]) => data)));
  const line = width * bytes;
  const out = Buffer.alloc(line * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (line + 1)];
    for (let x = 0; x < line; x += 1) {
      const left = x >= bytes ? out[y * line + x - bytes] : 0;
      const up = y > 0 ? out[(y - 1) * line + x] : 0;
      const corner = x >= bytes && y > 0 ? out[(y - 1) * line + x - bytes] : 0;
      const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
      const paeth = a <= b && a <= c ? left : b <= c ? up : corner;
      const guess = [0, left, up, (left + up) >> 1, paeth][filter];
      out[y * line + x] = raw[y * (line + 1) + 1 + x] + guess;
    }
  }
  return { width, height, bytes, data: out };
}

export function paletted(png) {
  const { width, height, bytes, data } = pixels(png);
  const colour = (at) => (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
  const used = new Map();
  for (let at = 0; at < data.length; at += bytes) used.set(colour(at), (used.get(colour(at)) ?? 0) + 1);
  // Colours that hardly differ from one already taken would take the room of others.
  const far = (a, b) => Math.hypot((a >> 16) - (b >> 16), ((a >> 8) & 255) - ((b >> 8) & 255), (a & 255) - (b & 255));
  const palette = [];
  for (const [one] of [...used].sort((a, b) => b[1] - a[1])) {
    if (palette.length < 256 && palette.every((other) => far(one, other) > 4)) palette.push(one);
  }
  const nearest = new Map();
  for (const one of used.keys()) nearest.set(one, palette.reduce((best, p, n) => (far(one, p) < far(one, palette[best]) ? n : best), 0));
  const out = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) out[y * (width + 1) + 1 + x] = nearest.get(colour((y * width + x) * bytes));
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((p) => [p >> 16, (p >> 8) & 255, p & 255]));
  const body = deflateSync(out, { level: 9 });
  return Buffer.concat([SIGNATURE, chunk("IHDR", head), chunk("PLTE", colours), chunk("IDAT", body), chunk("IEND", Buffer.alloc(0))]);
}
