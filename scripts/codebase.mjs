/** @file `npm run codebase`: measures the source code and writes docs/codebase.md. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path/posix'

const FOLDERS = ['src', 'workers']
/** Tests, what only tests use, and stored examples are not source. */
const NOT_SOURCE = /\.(test|test-help|bench|figures)\.|\/(testing|fixtures)\/|^src\/kernels\/build\//
/** One file per thing that a user picks, or one namespace of texts: small on purpose. */
const CATALOGS =
  /^src\/(messages\/en|catalog|formulas|gallery|data\/(transforms|augment|edit-steps|findings)|training\/(program|gpu\/shaders|cpu)|serving\/stages|studio\/commands)\//
/** The folders and files of Operate, on every level. */
const OPERATE =
  /^src\/(ops|serving|studio\/operate|studio\/commands\/operate|ui\/pages\/operate|compile\/service|catalog\/service-stages|messages\/en\/operate)\/|^src\/ui\/pages\/operate-page\.tsx$/

const files = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file.replaceAll('\\', '/')}`),
).filter((file) => /\.tsx?$/.test(file))
const source = files.filter((file) => !NOT_SOURCE.test(file))
const texts = new Map(source.map((file) => [file, readFileSync(file, 'utf8')]))
const linesOf = (file) => texts.get(file).split('\n').length - 1
const sum = (all) => all.reduce((a, b) => a + b, 0)
const count = (pattern, of = source) => sum(of.map((file) => texts.get(file).match(pattern)?.length ?? 0))

/** The files that import each file, statically or not. */
const importers = new Map(source.map((file) => [file, new Set()]))
for (const [file, text] of texts) {
  for (const [, path] of text.matchAll(/(?:from|import|import\()\s*'(\.[^']*)'/g)) {
    const base = normalize(join(dirname(file), path))
    for (const found of [base, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`]) importers.get(found)?.add(file)
  }
}
const single = source.filter((file) => importers.get(file).size === 1 && !CATALOGS.test(file))
const operate = source.filter((file) => OPERATE.test(file))
const lengths = source.map(linesOf).sort((a, b) => a - b)
const number = (n) => n.toLocaleString('en-US')

const rows = [
  ['source files', source.length],
  ['files with a single importer, outside catalogs', single.length],
  ['lines of TypeScript, without tests', sum(lengths)],
  [
    'of these, lines of text in `src/messages/en/`',
    sum(source.filter((f) => f.startsWith('src/messages/en/')).map(linesOf)),
  ],
  ['median lines of a file', lengths[Math.floor(lengths.length / 2)]],
  ['files under 25 lines', lengths.filter((n) => n < 25).length],
  ['files over 250 lines', lengths.filter((n) => n > 250).length],
  ['Operate: files', operate.length],
  ['Operate: lines', sum(operate.map(linesOf))],
  [
    'casts of the studio to its internals in `src/ui/`',
    count(
      /as AppContext/g,
      source.filter((f) => f.startsWith('src/ui/')),
    ),
  ],
  ['commands called by an id that is data (`runById`)', count(/\brunById\(/g)],
  ['ignored `useExhaustiveDependencies`', count(/biome-ignore lint\/correctness\/useExhaustiveDependencies/g)],
]

writeFileSync(
  'docs/codebase.md',
  `# The codebase in figures

\`npm run codebase\` measures the source code and writes this page. Tests, what only tests use, and stored examples do
not count. Catalogs (layers, texts, kernels, commands, ...) have one small file per entry on purpose.

| figure | now |
| --- | --- |
${rows.map(([what, value]) => `| ${what} | ${number(value)} |`).join('\n')}
`,
)
for (const [what, value] of rows) console.log(`${what}: ${number(value)}`)
