/**
 * @file `npm run kernels`: compiles src/kernels, the kernels of the exact CPU engine, to src/kernels/build/kernels.wasm
 * if its sources have changed. First generates the kernels of losses, activations, and optimizers, and
 * what follows from the table of records.
 * Does not use relaxed SIMD, because its results differ between machines.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const SOURCES = ['src/kernels', 'src/training/cpu/records', 'src/formulas']
const ENTRY = 'src/kernels/build/run.ts'
const BUILT = 'src/kernels/build/kernels.wasm'
const SOURCES_HASH = 'src/kernels/build/sources.sha256'

const OPTIONS = [
  ['--enable', 'simd'],
  ['--runtime', 'stub'],
  ['--use', 'abort='],
  ['--optimizeLevel', '3'],
  ['--shrinkLevel', '0'],
  '--noAssert',
  '--importMemory',
].flat()

/** Compiles the kernels if their sources have changed. If that fails, throws an error with the compiler's output. */
export async function buildKernels() {
  const sources = sourcesHash()
  if (existsSync(join(root, BUILT)) && read(SOURCES_HASH) === sources) return
  const { default: asc } = await import('assemblyscript/asc')
  mkdirSync(join(root, dirname(BUILT)), { recursive: true })
  await generateSources()
  // Write to a temporary file and then rename it, because another process may be reading the old file.
  const fresh = `${BUILT}.${process.pid}`
  const { error, stderr } = await asc.main([ENTRY, '--baseDir', root, '--outFile', fresh, ...OPTIONS])
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`)
  renameSync(join(root, fresh), join(root, BUILT))
  writeFileSync(join(root, SOURCES_HASH), sources)
}

/** Writes the generated sources next to the binary, where the other kernels import them. */
async function generateSources() {
  const { runnerImport } = await import('vite')
  const { module } = await runnerImport(join(root, 'src/training/cpu/records/kernel-sources.ts'), {
    root,
    configFile: false,
  })
  for (const [name, source] of Object.entries(module.kernelSources())) {
    const path = join(root, dirname(BUILT), name)
    writeFileSync(`${path}.${process.pid}`, source)
    renameSync(`${path}.${process.pid}`, path)
  }
}

/** Hash of all sources. Modification times would not do: a copied or restored build is newer than its sources. */
function sourcesHash() {
  const files = SOURCES.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('build/'))
      .map((file) => `${folder}/${file}`),
  )
  const hash = createHash('sha256')
  for (const file of [...files.sort(), 'scripts/kernels.mjs', 'package-lock.json'])
    hash.update(`${file}\n${read(file)}`)
  return hash.digest('hex')
}

/** Vitest calls this as its global setup. */
export { buildKernels as setup }

/** The content of a file; empty if it is missing. */
function read(file) {
  const path = join(root, file)
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildKernels()
