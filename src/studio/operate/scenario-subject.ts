/** @file scenarioSubject: the slices, columns, and drifts of a service that scenario events can refer to. */
import { streams } from '../../catalog/datasets/streams'
import type { Service } from '../../compile/project'
import type { LogDictionary } from '../../ops/log-entry'
import type { ScenarioSubject } from '../../ops/scenario/check-scenario'
import { schemaOf } from '../data/data-session'
import { defaultSlices, slicesOf } from '../data/dataset-slices'
import type { AppState } from '../state'

/** The subject of a service whose log has these slices; undefined until the dataset of the project is known. */
export function scenarioSubject(
  state: Pick<AppState, 'project' | 'data' | 'sets'>,
  { drawing }: Pick<Service, 'drawing'>,
  logged: LogDictionary['slices'] = [],
): ScenarioSubject | undefined {
  const schema = schemaOf(state)
  if (!schema) return undefined
  const target = state.project.plan.target ?? schema.target
  const source = drawing.nodes.find(({ kind }) => kind === 'source')
  const stream = source?.params.from === 'world' && Object.hasOwn(streams, schema.id) ? streams[schema.id] : undefined
  const kept = slicesOf(state)
  const named = (kept.length > 0 ? kept : defaultSlices(schema, target)).map(({ name }) => name)
  const own = stream?.columns.find(({ name }) => name === stream.slice)
  const inLog = logged.filter((name) => name !== '' && name !== 'all')
  const ignored = schema.ignore ?? []
  return {
    slices: stream ? (own?.type === 'category' ? own.values : []) : [...new Set([...named, ...inLog])],
    columns: schema.columns.filter(({ name }) => name !== target && !ignored.includes(name)),
    ...(target === undefined ? {} : { target }),
    ...(stream ? { world: { drifts: Object.keys(stream.drifts) } } : {}),
  }
}
