import { expect, test } from 'vitest'
import { curveHere, curveKey } from './curve-key'
import { initialState } from './initial-state'
import type { AppState } from './state'

const base = initialState() as unknown as AppState
const state = (project: Partial<AppState['project']>, key = 'rows'): Pick<AppState, 'data' | 'project'> => ({
  project: { ...base.project, id: 'pics', drawingVersion: 1, ...project, data: { dataset: 'set', ...project.data } },
  data: { tag: 'ready', schema: { target: 'kind' }, key } as AppState['data'],
})

test('a learning curve is shown in its own project, of its own set and answer', () => {
  const here = state({})
  const curve = { key: curveKey(here) ?? '' }
  expect(curveHere(here, curve)).toEqual({ curve, before: false })
  // Two projects made of one example have one set, one plan and one version of the drawing.
  expect(curveHere(state({ id: 'kunden' }), curve)).toBeUndefined()
  expect(curveHere(state({ id: 'pics 2' }), curve)).toBeUndefined()
  expect(curveHere(state({ data: { dataset: 'other' } }), curve)).toBeUndefined()
  expect(curveHere(state({ plan: { ...base.project.plan, target: 'size' } }), curve)).toBeUndefined()
  expect(curveHere(here, null)).toBeUndefined()
})

test('with other rows or another drawing it is told to be of before', () => {
  const curve = { key: curveKey(state({})) ?? '' }
  expect(curveHere(state({}, 'fewer rows'), curve)?.before).toBe(true)
  expect(curveHere(state({ drawingVersion: 2 }), curve)?.before).toBe(true)
})
