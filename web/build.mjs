// Makes dist/board of board/: one script, one style sheet, the page, and the licences of the packages inside.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

rmSync('dist', { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: ['board/board.tsx', 'board/board.css'],
  outdir: 'dist/board',
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'none',
  metafile: true,
});
cpSync('board/index.html', 'dist/board/index.html');

const packages = new Set(Object.keys(metafile.inputs).map((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1]).filter(Boolean));
writeFileSync('dist/board/licenses.txt', [...packages].sort().map(licence).join('\n\n'));

function licence(name) {
  const { version, license, author } = JSON.parse(readFileSync(`node_modules/${name}/package.json`));
  for (const file of ['LICENSE', 'LICENSE.md', 'license', 'LICENSE.txt']) {
    try {
      return `${name} ${version}\n\n${readFileSync(`node_modules/${name}/${file}`, 'utf8')}`;
    } catch {
      // By another name, or not in the package.
    }
  }
  return `${name} ${version}, ${license}, ${author?.name ?? author ?? ''}`;
}
