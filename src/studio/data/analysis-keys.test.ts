import { expect, test } from 'vitest'
import { initialState } from '../make-studio'
import type { AppState } from '../state'
import { currentCurve, curveKey } from './analysis-worker'

const base = initialState() as unknown as AppState
const state = (project: Partial<AppState['project']>, key = 'rows'): Pick<AppState, 'data' | 'project'> => ({
  project: { ...base.project, id: 'pics', drawingVersion: 1, ...project, data: { dataset: 'set', ...project.data } },
  data: { tag: 'ready', schema: { target: 'kind' }, key } as AppState['data'],
})

test('a learning curve is shown only for its own project, dataset, and target', () => {
  const here = state({})
  const curve = { key: curveKey(here) ?? '' }
  expect(currentCurve(here, curve)).toEqual({ curve, before: false })
  // Two projects made from the same example share the dataset, plan, and drawing version, so only the project id
  // differs.
  expect(currentCurve(state({ id: 'kunden' }), curve)).toBeUndefined()
  expect(currentCurve(state({ id: 'pics 2' }), curve)).toBeUndefined()
  expect(currentCurve(state({ data: { dataset: 'other' } }), curve)).toBeUndefined()
  expect(currentCurve(state({ plan: { ...base.project.plan, target: 'size' } }), curve)).toBeUndefined()
  expect(currentCurve(here, null)).toBeUndefined()
})

test('a curve of other rows or another drawing is marked as outdated', () => {
  const curve = { key: curveKey(state({})) ?? '' }
  expect(currentCurve(state({}, 'fewer rows'), curve)?.before).toBe(true)
  expect(currentCurve(state({ drawingVersion: 2 }), curve)?.before).toBe(true)
})
