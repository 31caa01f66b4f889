import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { slug } from '../slug.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));

const vue = (file) => fileURLToPath(new URL(`../node_modules/vue/${file}`, import.meta.url));

/** The sidebar is the list of pages in docs/README.md: a paragraph is a section, a link an entry. */
function sidebar() {
  const sections = [];
  for (const paragraph of readFileSync(`${root}docs/README.md`, 'utf8').split(/\n(?=[^\n]+:\n\n- )/).slice(1)) {
    const items = [...paragraph.matchAll(/\[([^\]]+)]\(([\w-]+)\.md\)/g)].map(([, text, page]) => ({
      text: text.startsWith('cqueue') ? text : text[0].toUpperCase() + text.slice(1).replaceAll('`', ''),
      link: `/docs/${page}`,
    }));
    sections.push({ text: paragraph.split(':')[0], items });
  }
  return sections;
}

export default defineConfig({
  title: 'cqueue',
  description: 'A job queue server that anyone can use with curl',
  // Where it is served: https://…/cqueue/ needs SITE_BASE=/cqueue/.
  base: process.env.SITE_BASE ?? '/',
  srcDir: root,
  srcExclude: readdirSync(root).filter((name) => !/\.md$/.test(name) && name !== 'docs').map((name) => `${name}/**`),
  rewrites: { 'README.md': 'index.md', 'docs/README.md': 'docs/index.md' },
  outDir: `${root}target/site`,
  cacheDir: `${root}target/site-cache`,
  cleanUrls: false,
  lastUpdated: false,
  // check.mjs looks at all links, also those to files that are no pages and to headings.
  ignoreDeadLinks: true,
  markdown: {
    anchor: { slugify: slug },
    languageAlias: { console: 'shellsession' },
    config(md) {
      const { fence, link_open: link } = md.renderer.rules;
      md.renderer.rules.link_open = (tokens, index, ...rest) => {
        const token = tokens[index];
        const href = token.attrGet('href');
        if (!/^[a-z]+:|^#|\.md(#|$)/.test(href)) {
          // A file that is no page, which check.mjs puts there.
          token.attrSet('target', '_self');
        }
        token.attrSet('href', href.replace(/(^|\/)README\.md/, '$1index.md'));
        return link(tokens, index, ...rest);
      };
      md.renderer.rules.fence = (tokens, index, ...rest) => {
        const token = tokens[index];
        if (token.info === 'mermaid') {
          return `<pre class="mermaid" v-pre>${md.utils.escapeHtml(token.content)}</pre>`;
        }
        // How a block is run is for the tests.
        token.info = token.info.split(' ')[0];
        return fence(tokens, index, ...rest);
      };
    },
  },
  vite: {
    resolve: {
      // The pages are not below the directory that has Vue.
      alias: [
        { find: /^vue$/, replacement: vue('dist/vue.runtime.esm-bundler.js') },
        { find: /^vue\/server-renderer$/, replacement: vue('server-renderer/index.mjs') },
      ],
    },
  },
  themeConfig: {
    nav: [
      { text: 'Tutorial', link: '/docs/tutorial' },
      { text: 'HTTP', link: '/docs/api' },
      { text: 'All pages', link: '/docs/' },
    ],
    sidebar: sidebar(),
    outline: [2, 3],
    search: { provider: 'local' },
  },
});
