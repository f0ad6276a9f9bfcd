import { expect, test } from 'vitest'
import { closeNames } from './close-names'

const NAMES = ['dense', 'dropout', 'conv1d', 'conv2d', 'convLstm2d', 'maxPool2d']

test('names that are spelled like a name, closest first', () => {
  expect(closeNames('Dens', NAMES)).toEqual(['dense'])
  expect(closeNames('drpout', NAMES)).toEqual(['dropout'])
  expect(closeNames('conv', NAMES)).toEqual(['conv1d', 'conv2d', 'convLstm2d'])
  expect(closeNames('foo', NAMES)).toEqual([])
  expect(closeNames('', NAMES)).toEqual([])
})
