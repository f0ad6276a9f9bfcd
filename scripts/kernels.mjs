/**
 * @file `npm run kernels`: compiles src/kernels, the kernels of the exact CPU engine, to src/kernels/build/kernels.wasm
 * if a source file is newer. First generates the kernels of losses, activations, and optimizers, and
 * what follows from the table of records.
 * Does not use relaxed SIMD, because its results differ between machines.
 */
import { mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const SOURCES = ['src/kernels', 'src/training/cpu/records', 'src/formulas']
const ENTRY = 'src/kernels/build/run.ts'
const BUILT = 'src/kernels/build/kernels.wasm'

const OPTIONS = [
  ['--enable', 'simd'],
  ['--runtime', 'stub'],
  ['--use', 'abort='],
  ['--optimizeLevel', '3'],
  ['--shrinkLevel', '0'],
  '--noAssert',
  '--importMemory',
].flat()

/** Compiles the kernels if a source file is newer. If that fails, throws an error with the compiler's output. */
export async function buildKernels() {
  if (changed(BUILT) > newestSource()) return
  const { default: asc } = await import('assemblyscript/asc')
  mkdirSync(join(root, dirname(BUILT)), { recursive: true })
  await generateSources()
  // Write to a temporary file and then rename it, because another process may be reading the old file.
  const fresh = `${BUILT}.${process.pid}`
  const { error, stderr } = await asc.main([ENTRY, '--baseDir', root, '--outFile', fresh, ...OPTIONS])
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`)
  renameSync(join(root, fresh), join(root, BUILT))
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

function newestSource() {
  const files = SOURCES.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('build/'))
      .map((file) => `${folder}/${file}`),
  )
  return Math.max(...[...files, 'scripts/kernels.mjs', 'package-lock.json'].map(changed))
}

/** Vitest calls this as its global setup. */
export { buildKernels as setup }

/** Modification time of a file in ms; 0 if it is missing. */
function changed(file) {
  return statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildKernels()
