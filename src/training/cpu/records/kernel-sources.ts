/**
 * @file The AssemblyScript sources that `npm run kernels` generates, by their names in `src/kernels/build`: formulas,
 * the words of records, and `run`, which calls the kernel of each record.
 */
import { activationKernels, optimizerKernels } from '../../../formulas/assembly-lanes'
import { lossKernels } from '../../../formulas/assembly-losses'
import { wordsOf } from './field-types'
import { RECORDS } from './fields'

const kernelFiles = import.meta.glob<string>('../../../kernels/*.ts', { query: '?raw', import: 'default', eager: true })

/** All generated sources; `run.ts` is the one to compile. */
export function kernelSources(): Readonly<Record<string, string>> {
  return {
    'losses.ts': lossKernels(),
    'activations.ts': activationKernels(),
    'optimizers.ts': optimizerKernels(),
    'records.ts': recordWords(),
    'run.ts': dispatcher(),
  }
}

const names = Object.keys(RECORDS)

/** An enum for each record, named after its kernel, with the positions of its words. */
function recordWords(): string {
  const enums = Object.entries(RECORDS).map(([name, fields]) => {
    const words = Object.entries(fields).flatMap(([field, type]) => wordsOf(field, type))
    return `export enum ${capitalized(name)} {\n${words.map((word) => `  ${word},`).join('\n')}\n}\n`
  })
  return `/** @file Generated from src/training/cpu/records/fields.ts by npm run kernels. */\n\n${enums.join('\n')}`
}

/** The function that the engine calls. The kernel of a record is the exported function with the name of the record. */
function dispatcher(): string {
  const files = Object.entries(kernelFiles).map(([path, source]) => ({
    module: path.replace(/^.*\/(.*)\.ts$/, '../$1'),
    kernels: [...source.matchAll(/^export function (\w+)\(record: usize\): void/gm)].map(([, name = '']) => name),
  }))
  const missing = names.filter((name) => files.every(({ kernels }) => !kernels.includes(name)))
  if (missing.length > 0) throw new Error(`no file in src/kernels exports the kernel ${missing.join(', ')}`)
  const imports = files
    .map(({ module, kernels }) => ({ module, used: kernels.filter((name) => names.includes(name)) }))
    .filter(({ used }) => used.length > 0)
    .map(({ module, used }) => `import { ${used.join(', ')} } from '${module}'`)
  return `/** @file Generated from src/training/cpu/records/fields.ts by npm run kernels. */
${imports.join('\n')}
import { HEAD } from '../read-record'

/**
 * Runs the records from \`list\` to \`end\`, \`times\` times, without JavaScript in between. Every sum has a fixed order, every
 * function is our own, and no instruction is relaxed, so every machine gives the same bits.
 */
export function run(list: usize, end: usize, times: i32): void {
  for (let time = 0; time < times; time++) {
    for (let at = list; at < end; at += load<usize>(at, 4) << 2) {
      const record = at + HEAD
      switch (load<i32>(at)) {
${names.map((name, code) => `        case ${code}:\n          ${name}(record)\n          break`).join('\n')}
        default:
          unreachable()
      }
    }
  }
}
`
}

function capitalized(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`
}
