import { expect, test } from 'vitest'
import { expectDefined } from '../../../base/assert'
import { datasets, findDataset } from '../../../catalog/datasets/all'
import { datasetGroups } from './user-datasets'

const own = expectDefined(findDataset('moons'), 'moons')
const titles = (search: string) => datasetGroups([own], search).map(({ title, sets }) => [title, sets.length])

test('the list of datasets has those of the user first, and every built-in one in a group', () => {
  const [first, ...others] = datasetGroups([own], '')
  expect(first?.sets).toEqual([own])
  expect(others.flatMap(({ sets }) => sets)).toHaveLength(datasets.length)
})

test('a search finds words of titles and descriptions, and leaves out groups without any', () => {
  const words = own.schema.title.toUpperCase()
  expect(titles(` ${words} `).map(([, sets]) => sets)).toEqual([1, 1])
  expect(titles(own.about.slice(0, 20))).toEqual(titles(words))
  expect(titles('no dataset has this')).toEqual([])
})
