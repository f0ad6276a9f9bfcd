/** @file The Robustness tab: accuracy under attacks with the fooled examples, and for corrupted examples. */
import { useMemo, useState } from 'react'
import { errorMessage } from '../../../base/result'
import { rng } from '../../../base/rng'
import { perRow } from '../../../data/column-operations'
import { corruptImage, IMAGE_CORRUPTIONS, STRENGTHS } from '../../../data/augment/corruptions'
import type { Dataset } from '../../../data/dataset'
import { rowOf } from '../../../data/paged-columns'
import { CORRUPTION_TITLES, robustnessText } from '../../../messages/en/evaluate/robustness'
import type { AttackMethod, AttackReport } from '../../../studio/evaluation/attack'
import { Chart } from '../../charts/chart'
import type { ChartData } from '../../charts/chart-data'
import { imageColumn } from '../../charts/dataset-row-text'
import { datasetLook, grayLook } from '../../charts/paint-pixels'
import { PixelImage } from '../../charts/pixel-image'
import { useLoadedColumn } from '../../charts/use-loaded-rows'
import { type ShownHead, useEvaluatedRows, useIsTraining } from '../../charts/use-evaluation'
import { Button } from '../../kit/button'
import { DataTable } from '../../kit/data-table'
import { NumberField } from '../../kit/number-field'
import { Progress } from '../../kit/progress'
import { Rich } from '../../kit/rich-text'
import { Select } from '../../kit/select'
import { useResult } from '../../kit/use-on-change'
import { useSelect, useStudio } from '../../studio-context'
import kit from '../../kit/kit.module.css'
import { Section } from '../section'
import { useAskedResult } from './asked-result'
import { SaveAttack } from './attack-sets-section'
import { Fooled } from './fooled-examples'

const { attack: text, corruptions: ofCorruptions } = robustnessText

/** The points of the curve, as shares of the chosen strength, and the usual strength of pixels, numbers, and patches. */
const SHARES = [0.25, 0.5, 0.75, 1]
export const USUAL = { picture: 0.1, number: 0.5, patch: 0.25 }
/** Attacks the network when asked, because it takes many predictions of every row. */
export function AttackSection({ head }: { readonly head: ShownHead<'classes'> }) {
  const studio = useStudio()
  const { evaluation, target } = head
  const rows = useEvaluatedRows()
  const split = useSelect((state) => state.metrics?.split)
  const isRunning = useIsTraining()
  const isPicture = rows !== undefined && imageColumn(rows.dataset) >= 0
  const [method, setMethod] = useState<AttackMethod>('pgd')
  const unit = method === 'patch' ? 'patch' : isPicture ? 'picture' : 'number'
  const [chosen, setChosen] = useState<Partial<typeof USUAL>>({})
  const epsilon = chosen[unit] ?? USUAL[unit]
  const [asked, setAsked] = useState<{ of: typeof evaluation; method: AttackMethod; epsilon: number }>()
  const isAsked = asked?.of === evaluation && !isRunning
  const { value, error, isCurrent } = useResult([asked, isAsked], async (signal) => {
    if (!asked || !isAsked) return undefined
    const found: AttackReport[] = []
    // A change of one pixel has no strength.
    for (const share of asked.method === 'onePixel' ? [1] : SHARES) {
      if (signal.aborted) break
      const args = { method: asked.method, epsilon: share * asked.epsilon, split, output: evaluation.label }
      found.push(await studio.run('explain.attack', args))
    }
    return found
  })
  const found = isAsked && isCurrent ? value : undefined
  const last = found?.at(-1)
  const methods = (['pgd', 'fgsm', 'patch', 'onePixel'] as const).filter(
    (one) => isPicture || one === 'pgd' || one === 'fgsm',
  )
  return (
    <Section title={text.title} about={text.about}>
      {isRunning ? (
        <p className={kit.soft}>{text.waiting}</p>
      ) : (
        <div className={`${kit.wrap} ${kit.baseline} ${kit.below}`}>
          <Select
            label={text.method}
            layout="stack"
            value={method}
            options={methods.map((one) => ({ value: one, title: text.methods[one] }))}
            onChange={setMethod}
          />
          {method !== 'onePixel' && (
            <NumberField
              label={text.epsilon[unit]}
              layout="stack"
              value={epsilon}
              min={0}
              max={unit === 'number' ? 10 : 1}
              onChange={(next) => setChosen({ ...chosen, [unit]: next })}
            />
          )}
          <Button size="small" onClick={() => setAsked({ of: evaluation, method, epsilon })}>
            {text.ask}
          </Button>
        </div>
      )}
      {isAsked && !isCurrent && <Progress label={text.computing} text={text.computing} />}
      {isAsked && isCurrent && error !== undefined && <p className={kit.soft}>{errorMessage(error)}</p>}
      {found && last && (
        <>
          <p className={kit.below}>
            <Rich text={text.result(last)} marks={{ b: (inner) => <b>{inner}</b> }} />{' '}
            {last.columns && <span className={kit.soft}>{text.columns({ columns: last.columns })}</span>}
          </p>
          <div className={kit.columns}>
            {found.length > 1 && (
              <Chart hasHeading title={text.curve} height={220} source={curveOf(found, text.axis[unitOf(last)])} />
            )}
            {rows && last.rows.length > 0 && <Fooled {...last} dataset={rows.dataset} target={target} />}
          </div>
          {last.rows.length > 0 && <SaveAttack of={last} />}
        </>
      )}
    </Section>
  )
}

function unitOf({ method, pictures }: AttackReport): keyof typeof USUAL {
  return method === 'patch' ? 'patch' : pictures ? 'picture' : 'number'
}

function curveOf(reports: readonly AttackReport[], axis: string): ChartData {
  const [first] = reports
  const points = first ? [{ epsilon: 0, accuracy: first.before }, ...reports] : []
  const own = points.map(({ accuracy }) => accuracy)
  return {
    x: { name: axis, format: (value) => text.amount({ value }) },
    y: { name: text.accuracy, limit: 1, format: (value) => text.percent({ value }) },
    series: [
      {
        ...{ name: text.accuracy, kind: 'line', token: 'data-1', unlisted: true },
        ...{ x: points.map(({ epsilon }) => epsilon), y: own.map(({ value }) => value) },
        ...{ low: own.map(({ low }) => low), high: own.map(({ high }) => high) },
      },
    ],
  }
}

/** Predicts corrupted examples when asked. */
export function CorruptionsSection({ head: { evaluation } }: { readonly head: ShownHead }) {
  const studio = useStudio()
  const rows = useEvaluatedRows()
  const split = useSelect((state) => state.metrics?.split)
  const { value: found, status } = useAskedResult(ofCorruptions, evaluation, () =>
    studio.run('evaluate.robustness', { split, output: evaluation.label }),
  )
  const isRate = evaluation.kind === 'classes'
  const isPicture = found?.corruptions.some(({ kind }) => IMAGE_CORRUPTIONS.some((one) => one === kind))
  return (
    <Section title={ofCorruptions.title} about={ofCorruptions.about}>
      {status}
      {found && (
        <div className={kit.stack}>
          <p className={kit.soft}>{ofCorruptions.clean({ ...found, ...found.before, isRate })}</p>
          <DataTable
            look="figures"
            caption={<span className="only-spoken">{ofCorruptions.caption[isRate ? 'classes' : 'number']}</span>}
            columns={[
              {
                head: ofCorruptions.kind,
                heading: true,
                name: true,
                cell: ({ kind }) => CORRUPTION_TITLES[kind] ?? kind,
              },
              ...STRENGTHS.map((strength, i) => ({
                head: ofCorruptions.strength({ strength }),
                cell: ({ strengths }: (typeof found.corruptions)[number]) =>
                  ofCorruptions.value({ value: strengths[i]?.value ?? Number.NaN, isRate }),
              })),
              {
                head: ofCorruptions.interval,
                cell: ({ strengths }) => {
                  const last = strengths.at(-1)
                  return last ? ofCorruptions.between({ ...last, isRate }) : null
                },
              },
              ...(isPicture && rows
                ? [
                    {
                      head: ofCorruptions.at,
                      name: true as const,
                      cell: ({ kind }: { readonly kind: string }) => <Sample dataset={rows.dataset} kind={kind} />,
                    },
                  ]
                : []),
            ]}
            rows={[...found.corruptions].sort(
              (a, b) => ((a.strengths[4]?.value ?? 0) - (b.strengths[4]?.value ?? 0)) * (isRate ? 1 : -1),
            )}
            rowKey={({ kind }) => kind}
          />
        </div>
      )}
    </Section>
  )
}

/** The first example with a corruption at strength 3. */
function Sample({ dataset, kind }: { readonly dataset: Dataset; readonly kind: string }) {
  const at = imageColumn(dataset)
  const schema = dataset.schema.columns[at]
  const values = useLoadedColumn(dataset.columns[at], schema, 0)
  const picture = useMemo(() => {
    const known = IMAGE_CORRUPTIONS.find((one) => one === kind)
    if (schema?.type !== 'image' || values?.type !== 'image' || !known) return undefined
    const own = rowOf(values, perRow(schema), 0)
    const image = Float32Array.from(own, (value) => value / 255)
    const random = rng(0, { kind: 'augment', at: 0, step: 0 })
    const changed = corruptImage(image, schema, { kind: known, strength: 3, random }).map((value) => 255 * value)
    return { pixels: changed, look: datasetLook(dataset) ?? grayLook(own, [schema.height, schema.width]) }
  }, [schema, values, kind, dataset])
  if (schema?.type !== 'image' || !picture) return null
  const shape = [schema.height, schema.width, schema.channels]
  const label = ofCorruptions.sample({ kind: CORRUPTION_TITLES[kind] ?? kind, strength: 3 })
  return <PixelImage {...picture} shape={shape} side={40} label={label} />
}
