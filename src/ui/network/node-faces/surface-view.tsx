/**
 * @file SurfaceView: a network on a plane, large: the predicted class, the probability of one class, or a unit of any
 * layer at every point, behind the data points.
 */
import { useMemo, useState } from 'react'
import type { Dataset, Split } from '../../../data/dataset'
import { surfaceText as text } from '../../../messages/en/inspector'
import { number } from '../../../messages/format'
import { shownDrawing, shownReport } from '../../../studio/network/block-levels'
import { useTokens } from '../../charts/color-tokens'
import { LARGE_SIDE, planeOf, pointsOf, useSurface, useUnitSurface } from '../../charts/decision-surface'
import { PointsPlane } from '../../charts/points-plane'
import { useRows } from '../../charts/use-evaluation'
import { NumberField } from '../../kit/number-field'
import { Select } from '../../kit/select'
import { Section } from '../../pages/section'
import { useSelect } from '../../studio-context'
import kit from '../../kit/kit.module.css'
import { paintValues, type SeenValues, summarize } from './paint-values'

const HEIGHT = 460
/** Values of the choice: the predicted class, a class by its index, or a layer by its node. */
const PREDICTED = 'predicted'
const CLASS = 'class '
const NO_LABELS: readonly string[] = []

/** Shows nothing for other data than points. */
export function SurfaceView() {
  const rows = useRows()
  return rows?.dataset.schema.kind === 'points' ? <View dataset={rows.dataset} split={rows.split} /> : null
}

function View({ dataset, split }: { readonly dataset: Dataset; readonly split: Split }) {
  const points = useMemo(() => pointsOf(dataset), [dataset])
  const plane = useMemo(() => points && planeOf(points.x, points.y), [points])
  const { nodes } = useSelect(shownDrawing)
  const { shapes } = useSelect(shownReport)
  const [choice, setChoice] = useState(PREDICTED)
  const [unit, setUnit] = useState(1)
  const labels = points?.labels ?? NO_LABELS
  const layers = nodes.flatMap(({ id, kind, label }) => {
    const shape = shapes.get(id)
    return kind !== 'input' && shape?.length === 1 ? [{ id, label, units: shape[0] as number }] : []
  })
  const layer = layers.find(({ id }) => id === choice)
  const chosen = choice.startsWith(CLASS) ? Number(choice.slice(CLASS.length)) : undefined
  const units = layer?.units ?? 1
  const values = useUnitSurface(plane, { node: layer?.id, unit: Math.min(unit, units) - 1, units })
  const cells = useSurface(chosen === undefined ? undefined : plane, labels, LARGE_SIDE)
  const shares = useMemo(
    () => (chosen === undefined ? undefined : cells && Float32Array.from(cells, (row) => row[chosen] ?? 0)),
    [cells, chosen],
  )
  const shown = shares ?? values
  const surface = useMemo(
    () => (shares ? surfaceOf(shares, chosen, labels) : values && surfaceOf(values, units === 1 ? 1 : undefined)),
    [shares, values, chosen, labels, units],
  )
  const image = useImage(surface)
  const range = shown && summarize(shown)
  return (
    <div className={kit.stack} data-part="surface">
      <div className={kit.wrapWide}>
        <Select
          label={text.show}
          value={layer || chosen !== undefined ? choice : PREDICTED}
          options={[
            { value: PREDICTED, title: text.predicted },
            ...labels.map((label, i) => ({ value: `${CLASS}${i}`, title: text.probability({ label }) })),
            ...layers.map(({ id, label, units: of }) => ({
              value: id,
              title: text.units({ layer: label, units: of }),
            })),
          ]}
          onChange={setChoice}
        />
        {layer && units > 1 && (
          <NumberField label={text.unit} integer min={1} max={units} value={Math.min(unit, units)} onChange={setUnit} />
        )}
        {range && (
          <span className={kit.soft} data-part="range">
            {text.range({ low: number(range.low), high: number(range.high) })}
          </span>
        )}
      </div>
      <div style={{ height: HEIGHT }}>
        <PointsPlane
          dataset={dataset}
          split={split}
          hasMap={!layer && chosen === undefined}
          side={LARGE_SIDE}
          image={image}
        />
      </div>
    </div>
  )
}

/**
 * The values of cells for a class or a unit. Of two classes, the second one is blue where it is likely and the first one
 * orange, whichever is chosen; a unit that is no output has no class.
 */
export function surfaceOf(
  values: Float32Array,
  of: number | undefined,
  labels: readonly string[] = ['', ''],
): NonNullable<SeenValues['surface']> {
  const side = Math.sqrt(values.length)
  if (of === undefined || labels.length !== 2) return { side, values, isShare: false }
  return of === 0 ? { side, values: values.map((share) => 1 - share), isShare: true } : { side, values }
}

/** Values as colors, cell by cell. */
function useImage(surface: SeenValues['surface']): HTMLCanvasElement | undefined {
  const tokens = useTokens()
  return useMemo(() => {
    const { side = 0, values } = surface ?? {}
    const canvas = document.createElement('canvas')
    canvas.width = side
    canvas.height = side
    const pen = canvas.getContext('2d')
    if (!surface || !values || !pen) return undefined
    const seen = { values: values.subarray(0, 1), shape: [1], surface }
    paintValues(pen, seen, summarize(values), { x: 0, y: 0, width: side, height: side }, 0, tokens, 1)
    return canvas
  }, [surface, tokens])
}

/** On the Evaluate page. Shows nothing for other data than points. */
export function SurfaceSection() {
  const rows = useRows()
  return rows?.dataset.schema.kind === 'points' ? (
    <Section title={text.title} about={text.about}>
      <View dataset={rows.dataset} split={rows.split} />
    </Section>
  ) : null
}
