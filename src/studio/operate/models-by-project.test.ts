/** What drills made is shown in their own projects, and nowhere else unless it is asked there. */
import { expect, test } from 'vitest'
import type { ModelRow, RunRecord } from '../../storage/records'
import type { AppState } from '../state'
import { drillRunId, drillTemplateId } from './drill-ids'
import { modelsByProject } from './models-by-project'
import type { RegistryModel } from './registry'

const line = (model: string, ...runs: readonly (string | undefined)[]) =>
  ({
    model,
    versions: runs.map((run, i) => ({ ...({ name: model, version: i + 1, run } as ModelRow), state: 'here' })),
  }) as unknown as RegistryModel
const lines = [
  line('moons', 'a'),
  line('gate reader', drillRunId('gate reader'), 'ring-1'),
  line('night reader', drillRunId('night reader')),
]
const runs = [{ id: 'a', project: 'mine' } as RunRecord]
const services = (model: string) => [{ drawing: { nodes: [{ kind: 'model', params: { model } }] } }]
const shown = (project: object, of = lines) => {
  const { ofProject: here, ofDrills: elsewhere } = modelsByProject(of, {
    project: { id: 'mine', ...project } as AppState['project'],
    runs,
  })
  return [here, elsewhere].map((some) => some.map(({ model }) => model))
}

test('a project shows none of the models that drills made; a drill shows its own, and that first', () => {
  expect(shown({})).toEqual([['moons'], ['gate reader', 'night reader']])
  const drill = { id: 'd', template: drillTemplateId('bad-deploy-at-3'), services: services('night reader') }
  expect(shown(drill)).toEqual([['night reader', 'moons'], ['gate reader']])
  // Also when no service asks it.
  expect(shown({ ...drill, services: [] })[0]).toEqual(['moons', 'night reader'])
})

test('what a service of the project asks, or the project trained itself, is shown whoever began it', () => {
  expect(shown({ services: services('gate reader') })).toEqual([['gate reader', 'moons'], ['night reader']])
  expect(shown({}, [line('night reader', drillRunId('night reader'), 'a')])).toEqual([['night reader'], []])
  expect(shown({}, [line('night reader', 'a', drillRunId('night reader'))])).toEqual([['night reader'], []])
})
