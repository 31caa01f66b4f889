// Puts what pages link to beside them, and follows every link of the finished site: to pages, to
// headings, to files. A dead one fails the build. Links to other sites are not asked for.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const site = join(root, 'target/site');
const base = process.env.SITE_BASE ?? '/';

function pages(directory) {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    return entry.isDirectory() ? pages(path) : path.endsWith('.html') ? [path] : [];
  });
}

/** A file of the repository that is no page, such as a program. */
function copied(file) {
  const original = join(root, relative(site, file));
  if (original.endsWith('.html') || !existsSync(original) || statSync(original).isDirectory()) return false;
  mkdirSync(dirname(file), { recursive: true });
  copyFileSync(original, file);
  return true;
}

const text = new Map();
function read(page) {
  if (!text.has(page)) text.set(page, readFileSync(page, 'utf8'));
  return text.get(page);
}

const dead = [];
let links = 0;
for (const page of pages(site)) {
  for (const [, href] of read(page).matchAll(/<a [^>]*?href="([^"]+)"/g)) {
    if (/^[a-z]+:/.test(href)) continue;
    links++;
    const [path, anchor] = decodeURI(href.replaceAll('&amp;', '&')).split('#');
    let file = path.startsWith('/')
      ? join(site, path.startsWith(base) ? path.slice(base.length) : '../outside')
      : path === '' ? page : resolve(dirname(page), path);
    if (!file.startsWith(site)) {
      dead.push(`${relative(site, page)}: ${href}`);
      continue;
    }
    if (existsSync(file) && statSync(file).isDirectory()) file = join(file, 'index.html');
    const there = existsSync(file) || copied(file);
    const found = there && (!anchor || read(file).includes(`id="${anchor}"`));
    if (!found) dead.push(`${relative(site, page)}: ${href}`);
  }
}
if (links < 100) dead.push(`only ${links} links`);
if (dead.length > 0) {
  console.error(`Dead links:\n${[...new Set(dead)].join('\n')}`);
  process.exit(1);
}
console.log(`${links} links, none dead`);
