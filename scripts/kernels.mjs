/**
 * @file `npm run kernels`: compiles src/kernels, the exact CPU's kernels, to src/kernels/build/kernels.wasm, unless it is newer
 * than all they are made of. No relaxed SIMD: its results differ from machine to machine.
 */
import { mkdirSync, readdirSync, renameSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const SOURCES = ['src/kernels', 'src/training/cpu/records']
const ENTRY = 'src/kernels/index.ts'
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

/** Compiles the kernels if anything they are made of is newer. Throws with the compiler's words when it fails. */
export async function buildKernels() {
  if (changed(BUILT) > newestSource()) return
  const { default: asc } = await import('assemblyscript/asc')
  mkdirSync(join(root, dirname(BUILT)), { recursive: true })
  // Put in place when it is whole: another process may be reading it.
  const fresh = `${BUILT}.${process.pid}`
  const { error, stderr } = await asc.main([ENTRY, '--baseDir', root, '--outFile', fresh, ...OPTIONS])
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`)
  renameSync(join(root, fresh), join(root, BUILT))
}

function newestSource() {
  const files = SOURCES.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .map((file) => `${folder}/${file}`),
  )
  return Math.max(...[...files, 'scripts/kernels.mjs', 'package-lock.json'].map(changed))
}

/** Vitest calls it before all tests. */
export { buildKernels as setup }

/** When the file was last written, in milliseconds; 0 where there is none. */
function changed(file) {
  return statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildKernels()
