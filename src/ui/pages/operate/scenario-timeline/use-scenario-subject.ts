/** @file useScenarioSubject: the slices, columns and drifts of the open service that scenario events can refer to. */
import { useMemo } from 'react'
import { streams } from '../../../../catalog/datasets/streams'
import type { ScenarioSubject } from '../../../../ops/scenario/check-scenario'
import { defaultSlices, slicesOf } from '../../../../studio/data/dataset-slices'
import { schemaOf } from '../../../../studio/network/network-canvas-subject'
import { useSelect } from '../../../studio-context'
import { useStages } from '../live/use-stages'
import { useLog } from '../use-operate'

/** Undefined until the service's dataset is known. */
export function useScenarioSubject(): ScenarioSubject | undefined {
  const schema = useSelect(schemaOf)
  const project = useSelect((state) => state.project)
  const datasets = useSelect((state) => state.sets)
  const stages = useStages()
  const inLog = useLog()?.book?.slices
  const logged = useMemo(() => (inLog ?? []).filter((name) => name !== '' && name !== 'all'), [inLog])
  return useMemo(() => {
    if (!schema) return undefined
    const target = project.plan.target ?? schema.target
    const source = [...stages.values()].find(({ kind }) => kind === 'source')
    const stream =
      source?.node.params.from === 'world' && Object.hasOwn(streams, schema.id) ? streams[schema.id] : undefined
    const kept = slicesOf({ project, sets: datasets })
    const named = (kept.length > 0 ? kept : defaultSlices(schema, target)).map(({ name }) => name)
    const own = stream?.columns.find(({ name }) => name === stream.slice)
    const slices = stream ? (own?.type === 'category' ? own.values : []) : [...new Set([...named, ...logged])]
    const ignored = schema.ignore ?? []
    return {
      slices,
      columns: schema.columns.filter(({ name }) => name !== target && !ignored.includes(name)),
      ...(target === undefined ? {} : { target }),
      ...(stream ? { world: { drifts: Object.keys(stream.drifts) } } : {}),
    }
  }, [schema, project, datasets, stages, logged])
}
