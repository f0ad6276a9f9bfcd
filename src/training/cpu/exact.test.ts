import asc from 'assemblyscript/asc'
import { beforeAll, expect, test } from 'vitest'
import { exp, log, tanh } from '../../base/exact-math'

/** Number of values in one sweep over every 4,096th float32 of both signs, including denormals, infinities and NaN. */
const SIZE = 2 ** 20
const X = 65_536
const OUT = X + SIZE * 4

type Probe = Readonly<Record<string, (x: number, out: number, size: number) => void>>
const memory = new WebAssembly.Memory({ initial: (OUT + SIZE * 4) / 65_536 })
let probe: Probe

beforeAll(async () => {
  let binary: Uint8Array<ArrayBuffer> | undefined
  const { error, stderr } = await asc.main(
    ['src/kernels/testing/exact-probe.ts', '--outFile', 'probe.wasm', '--noAssert', '--importMemory'].concat([
      '--runtime',
      'stub',
      '--enable',
      'simd',
      '--use',
      'abort=',
    ]),
    {
      writeFile(name, contents) {
        if (name.endsWith('.wasm')) binary = Uint8Array.from(contents as Uint8Array)
      },
    },
  )
  if (error || !binary) throw new Error(stderr.toString())
  const { instance } = await WebAssembly.instantiate(binary, { env: { memory } })
  probe = instance.exports as Probe
}, 60_000)

// Reference functions in float64, based on `base/exact`, which is itself tested against `Math`.
const sigmoid = (x: number) => (x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x)))
const log1p = (x: number) => (x < 1e-4 ? x - (x * x) / 2 + x ** 3 / 3 : log(1 + x))
const softplus = (x: number) => Math.max(x, 0) + log1p(exp(-Math.abs(x)))
const expm1 = (x: number) => (x > -1e-3 ? x + (x * x) / 2 + x ** 3 / 6 + x ** 4 / 24 : exp(x) - 1)

test.each([
  ['expOf', exp],
  ['expm1OfNegatives', expm1],
  ['logOf', log],
  ['sigmoidOf', sigmoid],
  ['softplusOf', softplus],
  ['tanhOf', tanh],
] as const)('%s is within 2 units in the last place of the true one, from end to end', (name, truth) => {
  const x = new Float32Array(memory.buffer, X, SIZE)
  const out = new Float32Array(memory.buffer, OUT, SIZE)
  // An odd step makes the low bits vary too.
  new Uint32Array(memory.buffer, X, SIZE).forEach((_, i, words) => {
    words[i] = (i * 4095) | (name === 'expm1OfNegatives' ? 0x80000000 : 0)
  })
  x.set([0, -0, Number.NaN, Number.NEGATIVE_INFINITY])
  if (name !== 'expm1OfNegatives') x[4] = Number.POSITIVE_INFINITY
  probe[name]?.(X, OUT, SIZE)
  let worst = 0
  x.forEach((value, i) => {
    worst = Math.max(worst, steps(out[i] as number, Math.fround(truth(value))))
  })
  expect(worst).toBeLessThanOrEqual(2)
})

const one = new DataView(new ArrayBuffer(4))

/** The distance between two numbers, in representable float32 values. */
function steps(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) === Number.isNaN(b) ? 0 : Number.POSITIVE_INFINITY
  return Math.abs(place(a) - place(b))
}

/** The position of a number among all float32 numbers in ascending order. */
function place(value: number): number {
  one.setFloat32(0, value)
  const word = one.getInt32(0)
  return word < 0 ? -(word & 0x7fffffff) : word
}
