/**
 * @file Tests that every example is shown exactly once, that every card shows its dataset, and that a search finds
 * examples by their data and layers.
 */
import { expect, test } from 'vitest'
import { lessons, templates } from '../../gallery'
import { findEntries } from '../kit/search-list'
import { EXAMPLE_GROUPS, galleryExamples } from './examples-dialog'

const all = galleryExamples()
const found = (query: string) => findEntries(all, query).map(({ template }) => template.id)

test('every example and lesson is in one group', () => {
  const ids = all.map(({ template }) => template.id)
  expect([...ids].sort()).toEqual([...templates, ...lessons].map(({ id }) => id).sort())
  expect(EXAMPLE_GROUPS.filter((name) => !all.some(({ group }) => group === name))).toEqual([])
  expect(all.filter(({ group }) => group === 'blank').map(({ template }) => template.id)).toEqual(['blank'])
  expect(all.filter(({ group }) => group === 'lessons').map(({ template }) => template.id)).toEqual(
    lessons.map(({ id }) => id),
  )
})

test('each shows its dataset, what it teaches and its result', () => {
  for (const { template, data } of all) {
    if (template.id === 'blank') continue
    expect(data, template.id).toMatch(/, [\d,]+ (images|rows|points)$/)
    expect(template.about.length, template.id).toBeGreaterThan(40)
    expect(template.reaches, template.id).not.toBe('')
  }
})

test('a search finds examples by their data, layers and description', () => {
  expect(found('fraud')[0]).toBe('card-fraud')
  expect(found('gru')).toEqual(expect.arrayContaining(['names-gru', 'reverse-gru']))
  expect(found('Wages 1985')).toEqual(['wages-mlp'])
  expect(found('conv1d spam')).toEqual(['spam-conv'])
  expect(found('lesson')).toContain('lesson-few-parameters')
  expect(found('nothing like it')).toEqual([])
})
