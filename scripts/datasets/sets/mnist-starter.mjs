/** @file MNIST starter: 200 images of each digit, drawn from the 60,000 with a fixed seed. */
import { drawEach, gather } from '../idx.mjs'
import { readMnist } from './mnist.mjs'

const SEED = 7
const EACH = 200

export function read({ root, schema, rng, shuffle }) {
  const train = readMnist(root, 'train')
  const { values } = schema.columns.find(({ name }) => name === 'digit')
  const { pixels, classes } = gather(train, drawEach(train, values.length, EACH, SEED, { rng, shuffle }))
  return { chunkRows: 2000, columns: { image: pixels, digit: classes.map((code) => values[code]) } }
}
