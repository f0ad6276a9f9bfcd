/** Models created by drills are listed in the projects of those drills, and elsewhere only if a service uses them. */
import { expect, test } from 'vitest'
import type { ModelRow, RunRecord } from '../../../storage/records'
import type { AppState } from '../../state'
import { drillRunId, drillTemplateId } from '../project-model'
import type { RegistryModel } from './registry'
import { modelsByProject } from './registry'

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

test('a project shows no models of drills; a drill shows its own first', () => {
  expect(shown({})).toEqual([['moons'], ['gate reader', 'night reader']])
  const drill = { id: 'd', template: drillTemplateId('bad-deploy-at-3'), services: services('night reader') }
  expect(shown(drill)).toEqual([['night reader', 'moons'], ['gate reader']])
  // The model is listed even if no service uses it.
  expect(shown({ ...drill, services: [] })[0]).toEqual(['moons', 'night reader'])
})

test('a model that a service of the project uses, or that the project trained, is shown whatever its origin', () => {
  expect(shown({ services: services('gate reader') })).toEqual([['gate reader', 'moons'], ['night reader']])
  expect(shown({}, [line('night reader', drillRunId('night reader'), 'a')])).toEqual([['night reader'], []])
  expect(shown({}, [line('night reader', 'a', drillRunId('night reader'))])).toEqual([['night reader'], []])
})
