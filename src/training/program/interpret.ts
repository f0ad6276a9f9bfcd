/**
 * @file interpret: the reference definition of every op, in plain loops over plain arrays. Sums are computed in float64
 * and rounded once. All machines are tested against it, and it can be used as a machine itself when speed does not
 * matter.
 */
import * as images from './interpret/convolutions-and-pools'
import { finish, loss, penalty } from './interpret/loss'
import * as norms from './interpret/norms'
import * as numbers from './interpret/elementwise'
import { columnSum, product } from './interpret/products'
import * as sequences from './interpret/embeddings-and-recurrent-cells'
import { openStore, type Store } from './interpret/store'
import { addGradients, squares, update } from './interpret/update'
import type { Machine, Recording } from './machine'
import type { Op, OpName, OpOf } from './ops'

const INTERPRETERS: { readonly [K in OpName]: (op: OpOf<K>, store: Store) => void } = {
  ...numbers,
  ...images,
  ...norms,
  ...sequences,
  product,
  columnSum,
  loss,
  penalty,
  finish,
  addGradients,
  squares,
  update,
}

/** The names of all ops. */
export const OP_NAMES = Object.keys(INTERPRETERS) as readonly OpName[]

/** Runs these ops once, in order. */
export function interpret(ops: readonly Op[], store: Store): void {
  for (const op of ops) (INTERPRETERS[op.op] as (op: Op, store: Store) => void)(op, store)
}

/** A machine that uses `interpret`, for tests in plain Node. */
export function interpretMachine(): Machine {
  return {
    name: 'exact CPU',
    device: 'the interpreter',
    isSynchronous: true,
    mostBytes: Number.POSITIVE_INFINITY,
    async open(buffers) {
      const store = openStore(buffers)
      let calls = 0
      let submissions = 0
      let reads = 0
      const run = (recording: Recording, times: number) => {
        for (let i = 0; i < times; i++)
          interpret(
            recording.ops.map(({ op }) => op),
            store,
          )
        calls += recording.calls * times
        submissions++
      }
      return {
        bytes: 4 * buffers.reduce((sum, { words }) => sum + words, 0),
        write({ buffer, offset }, values) {
          const { buffer: memory } = store.floats[buffer] as Float32Array<ArrayBuffer>
          const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
          new Uint8Array(memory).set(bytes, offset * 4)
        },
        async read({ buffer, offset }, words) {
          reads++
          return (store.floats[buffer] as Float32Array<ArrayBuffer>).slice(offset, offset + words)
        },
        record: async (ops) => ({ ops, calls: ops.length }),
        run,
        settled: async () => undefined,
        time: async (recording) => new Float64Array(recording.ops.length),
        counters: () => ({ calls, submissions, made: buffers.length, reads }),
        close: () => undefined,
      }
    },
  }
}
