/** @file The benchmark's tasks by name. */
import type { Task } from '../contest'
import { cnn } from './cnn'
import { gpt } from './gpt'
import { lstm } from './lstm'
import { perceptron } from './perceptron'
import { playground } from './playground'

export const tasks: Readonly<Record<string, () => Task>> = {
  perceptron,
  cnn: () => cnn(28),
  'cnn-12': () => cnn(12),
  lstm,
  gpt,
  playground,
}
