/** @file "Can a guard find attacks?": fits an input guard, tests it, and attacks it with and without knowing it. */
import { useMemo, useState } from 'react'
import { errorMessage } from '../../../base/result'
import type { GuardMethod } from '../../../data/input-guard'
import { guardText as text } from '../../../messages/en/evaluate/guard'
import { CORRUPTION_TITLES } from '../../../messages/en/evaluate/robustness'
import type { GuardReport } from '../../../studio/evaluation/guard-report'
import { readableLayers } from '../../../studio/models/layer-values'
import { imageColumn } from '../../charts/dataset-row-text'
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
import { useDecision } from './calibrated-predictions'
import { USUAL } from './robustness-section'

const bold = { b: (inner: React.ReactNode) => <b>{inner}</b> }
type Head = ShownHead<'classes'>

/** The guard of the weights in use, and the form that fits it. */
export default function GuardSection({ head }: { readonly head: Head }) {
  const studio = useStudio()
  const { label: output } = head.evaluation
  const { guard } = useDecision(output)
  const isRunning = useIsTraining()
  const rows = useEvaluatedRows()
  const isPicture = rows !== undefined && imageColumn(rows.dataset) >= 0
  const [method, setMethod] = useState<GuardMethod>('mahalanobis')
  const [percent, setPercent] = useState(1)
  const report = useSelect((state) => state.report)
  const { layers } = useMemo(() => readableLayers({ report }), [report])
  const [layer, setLayer] = useState('')
  const [state, setState] = useState<{ readonly isBusy?: true; readonly said: string }>()
  async function fitBy(by: GuardMethod | 'none'): Promise<void> {
    setState({ isBusy: true, said: text.fitting })
    try {
      await studio.run('guard.fit', {
        ...{ method: by, falseAlarms: percent / 100, output },
        ...(by === 'mahalanobis' && layer !== '' && { layer }),
      })
      setState(undefined)
    } catch (error) {
      setState({ said: errorMessage(error) })
    }
  }
  if (isRunning)
    return (
      <Section title={text.title} about={text.about}>
        <p className={kit.soft}>{text.waiting}</p>
      </Section>
    )
  const methods = (['mahalanobis', 'squeezing'] as const).filter((one) => isPicture || one === 'mahalanobis')
  return (
    <Section title={text.title} about={text.about}>
      <div className={`${kit.wrap} ${kit.baseline} ${kit.below}`}>
        <Select
          label={text.method}
          layout="stack"
          value={method}
          options={methods.map((one) => ({ value: one, title: text.methods[one] }))}
          onChange={setMethod}
        />
        {method === 'mahalanobis' && (
          <Select
            label={text.layer}
            layout="stack"
            value={layer}
            options={[
              { value: '', title: text.automatic },
              ...layers.map(({ node, label }) => ({ value: node, title: label })),
            ]}
            onChange={setLayer}
          />
        )}
        <NumberField label={text.falseAlarms} layout="stack" value={percent} min={0.1} max={50} onChange={setPercent} />
        <Button size="small" disabled={state?.isBusy === true} onClick={() => void fitBy(method)}>
          {text.fit}
        </Button>
        {guard && (
          <Button size="small" tone="quiet" disabled={state?.isBusy === true} onClick={() => void fitBy('none')}>
            {text.remove}
          </Button>
        )}
      </div>
      {state && (
        <p className={kit.soft} role="status">
          {state.said}
        </p>
      )}
      {guard && (
        <>
          <p className={kit.below}>
            <Rich
              text={text.kept({ ...guard, layer: guard.method === 'mahalanobis' ? guard.label : undefined })}
              marks={bold}
            />
          </p>
          <Tests key={`${guard.method} ${guard.limit}`} head={head} isPicture={isPicture} />
        </>
      )}
    </Section>
  )
}

/** The shares of the chosen change that attacks by gradients are tested with. */
const SHARES = [0.25, 0.5, 1]

function Tests({ head: { evaluation }, isPicture }: { readonly head: Head; readonly isPicture: boolean }) {
  const studio = useStudio()
  const split = useSelect((state) => state.metrics?.split)
  const unit = isPicture ? 'picture' : 'number'
  const [epsilon, setEpsilon] = useState<number>(USUAL[unit])
  const [asked, setAsked] = useState<{ readonly of: typeof evaluation; readonly what: 'test' | 'attack' }>()
  const isAsked = (what: 'test' | 'attack') => asked?.of === evaluation && asked.what === what
  const args = { split, output: evaluation.label }
  const tests = useResult([asked, evaluation], async (signal) => {
    if (!isAsked('test')) return undefined
    const changes = (['fgsm', 'pgd'] as const).flatMap((kind) =>
      SHARES.map((share) => ({ kind, epsilon: share * epsilon })),
    )
    const pixels = isPicture ? ([{ kind: 'patch', epsilon: USUAL.patch }, { kind: 'onePixel' }] as const) : []
    const found: GuardReport[] = []
    for (const one of [...changes, ...pixels, { kind: 'corruptions' } as const]) {
      if (signal.aborted) return undefined
      found.push(await studio.run('guard.test', { ...args, ...one }))
    }
    return found
  })
  const attack = useResult([asked, evaluation], async () =>
    isAsked('attack') ? studio.run('guard.attack', { ...args, epsilon }) : undefined,
  )
  const shown = asked?.what === 'test' ? tests : attack
  const isBusy = asked?.of === evaluation && !shown.isCurrent
  return (
    <>
      <div className={`${kit.wrap} ${kit.baseline} ${kit.below}`}>
        <NumberField
          label={text.epsilon[unit]}
          layout="stack"
          value={epsilon}
          min={0}
          max={isPicture ? 1 : 10}
          onChange={setEpsilon}
        />
        <Button size="small" disabled={isBusy} onClick={() => setAsked({ of: evaluation, what: 'test' })}>
          {text.ask}
        </Button>
        <Button size="small" disabled={isBusy} onClick={() => setAsked({ of: evaluation, what: 'attack' })}>
          {text.attackAsk}
        </Button>
      </div>
      {isBusy && <Progress label={text.testing} text={asked?.what === 'test' ? text.testing : text.attacking} />}
      {!isBusy && shown.error !== undefined && <p className={kit.soft}>{errorMessage(shown.error)}</p>}
      {!isBusy && isAsked('test') && tests.value && <Found reports={tests.value} />}
      {!isBusy && isAsked('attack') && attack.value && (
        <>
          <h4>{text.attackTitle}</h4>
          <DataTable
            look="figures"
            caption={<span className="only-spoken">{text.attackAbout}</span>}
            columns={[
              { head: text.attack, heading: true, name: true, cell: ({ kind }) => text[kind] },
              { head: text.fooled, cell: ({ fooled }) => text.estimate(fooled) },
              { head: text.undetected, cell: ({ undetected }) => text.estimate(undetected) },
            ]}
            rows={(['plain', 'knowing'] as const).map((kind) => ({
              kind,
              ...(attack.value as NonNullable<typeof attack.value>)[kind],
            }))}
            rowKey={({ kind }) => kind}
          />
          <p className={kit.below}>
            {text.verdict({
              ...attack.value,
              plain: attack.value.plain.undetected,
              knowing: attack.value.knowing.undetected,
            })}
          </p>
        </>
      )}
    </>
  )
}

type Input = GuardReport['inputs'][number]

/** False alarms, and what the guard finds. */
function Found({ reports }: { readonly reports: readonly GuardReport[] }) {
  const [first] = reports
  const all = reports.flatMap(({ inputs }) => inputs)
  const attacks = all.filter(({ kind }) => kind in text.names)
  const corrupted = all.filter(({ kind }) => !(kind in text.names))
  const corruptions = [...new Set(corrupted.map(({ kind }) => kind))].map((kind) => ({
    kind,
    strengths: corrupted.filter((one) => one.kind === kind),
  }))
  return (
    <>
      {first && (
        <p className={kit.below}>
          <Rich
            text={text.alarms({ ...first.alarms, n: first.n, isValidation: first.split === 'validation' })}
            marks={bold}
          />
        </p>
      )}
      <div className={kit.columns}>
        <div className={kit.stack}>
          <DataTable
            look="figures"
            caption={text.caption}
            columns={[
              { head: text.attack, heading: true, name: true, cell: ({ kind }: Input) => text.names[kind as 'pgd'] },
              {
                head: text.strength,
                cell: ({ kind, strength }) => (kind === 'onePixel' ? text.pixels : text.amount({ value: strength })),
              },
              { head: text.inputs, cell: (one) => text.of(one) },
              { head: text.found, cell: ({ found }) => found && text.estimate(found) },
              { head: text.auc, cell: ({ auc }) => auc && text.area(auc) },
            ]}
            rows={attacks}
            rowKey={({ kind, strength }) => `${kind} ${strength}`}
          />
          <p className={kit.caption}>{text.note}</p>
        </div>
        <DataTable
          look="figures"
          caption={text.corruptions}
          columns={[
            {
              head: text.corruption,
              heading: true,
              name: true,
              cell: ({ kind }: (typeof corruptions)[number]) => CORRUPTION_TITLES[kind] ?? kind,
            },
            ...[0, 1, 2, 3, 4].map((i) => ({
              head: String(i + 1),
              cell: ({ strengths }: (typeof corruptions)[number]) => {
                const found = strengths[i]?.found
                return found && <span title={text.estimate(found)}>{text.share(found)}</span>
              },
            })),
            {
              head: text.areaAtFive,
              cell: ({ strengths }) => strengths[4]?.auc && text.area(strengths[4].auc),
            },
          ]}
          rows={corruptions}
          rowKey={({ kind }) => kind}
        />
      </div>
    </>
  )
}
