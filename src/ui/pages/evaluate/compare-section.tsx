/** @file "Compared with another run": the difference on the same examples, and the examples that only one run gets right. */
import { useState } from 'react'
import { errorMessage } from '../../../base/result'
import { comparisonText as text } from '../../../messages/en/evaluate/explanations'
import { metricById } from '../../../metrics/catalog'
import type { Metric } from '../../../metrics/define-metric'
import { formatDifference, formatMetric } from '../../../metrics/format-metric'
import type { MetricDifference } from '../../../metrics/paired-ranks'
import type { ModelComparison } from '../../../studio/evaluation/compare'
import { newestFirst, runInUse } from '../../../studio/training/weights-in-use'
import { OpenRows } from '../../charts/open-rows'
import { type ShownHead, useIsTraining } from '../../charts/use-evaluation'
import { Rich } from '../../kit/rich-text'
import { Select } from '../../kit/select'
import { useResult } from '../../kit/use-on-change'
import { useSelect, useStudio } from '../../studio-context'
import kit from '../../kit/kit.module.css'
import { Section } from '../section'
import { differing, settingsText } from '../train/run-text'
import { useAttackSets } from './attack-sets-section'

const marks = { b: (inner: string) => <b>{inner}</b> }
/** No run is chosen. */
const NONE = ''

/** Renders nothing without another run that has ended. */
export default function CompareSection({ head: { evaluation, unit } }: { readonly head: ShownHead }) {
  const output = evaluation.label
  const studio = useStudio()
  const runs = useSelect((state) => state.runs)
  const own = useSelect((state) => runInUse(state)?.id)
  const metrics = useSelect((state) => state.metrics)
  const isRunning = useIsTraining()
  const [chosen, setChosen] = useState(NONE)
  const others = newestFirst(runs).filter(({ id, tag }) => id !== own && tag === 'done')
  const other = others.find(({ id }) => id === chosen)
  const compared = other ? [other, ...runs.filter(({ id }) => id === own)] : []
  const split = metrics?.split
  const sets = useAttackSets()
  const [examples, setExamples] = useState(NONE)
  const attackSet = sets.find(({ id }) => id === examples)?.id
  const { value, error, isCurrent } = useResult([other?.id, metrics?.heads, output, isRunning, attackSet], () =>
    other && !isRunning
      ? studio.run('evaluate.compare', { a: { run: other.id }, b: {}, split, attackSet, output })
      : undefined,
  )
  if (others.length === 0) return null
  return (
    <Section
      title={text.title}
      about={text.about}
      actions={
        <>
          {sets.length > 0 && (
            <Select
              label={text.examples}
              layout="bare"
              value={examples}
              options={[
                { value: NONE, title: text.evaluated },
                ...sets.map(({ id, name }) => ({ value: id, title: text.attackSet({ name }) })),
              ]}
              onChange={setExamples}
            />
          )}
          <Select
            label={text.run}
            layout="bare"
            value={chosen}
            options={[{ value: NONE, title: text.none }, ...others.map(({ id, name }) => ({ value: id, title: name }))]}
            onChange={setChosen}
          />
        </>
      }
    >
      {other && !isCurrent && <p className={kit.soft}>{isRunning ? text.waiting : text.comparing}</p>}
      {other && isCurrent && error !== undefined && <p className={kit.soft}>{errorMessage(error)}</p>}
      {other && isCurrent && value && (
        <Result result={value} run={other.name} unit={unit} isOpen={attackSet === undefined} />
      )}
      {compared.map((run) => (
        <p key={run.id} className={kit.caption}>
          {text.settings({
            run: run.name,
            settings: settingsText(run, differing(compared.map(({ content }) => content))),
          })}
        </p>
      ))}
    </Section>
  )
}

interface ResultProps {
  readonly result: ModelComparison
  readonly run: string
  readonly unit: string | undefined
  /** Whether the examples are rows of the data, which can be opened. */
  readonly isOpen: boolean
}

function Result({ result, run, unit, isOpen }: ResultProps) {
  const { metric, fixed, broken, weights, ranks, relabeled = 0, decided, balanced } = result
  const isBalanced = balanced !== undefined && balanced.a !== balanced.b
  const isRate = metric === 'accuracy'
  return (
    <>
      <p className={kit.below}>
        <Rich text={text.verdict({ ...result, weights: weights.a, run, unit, isRate })} marks={marks} />
      </p>
      {(['weightedKappa', 'rankMae'] as const).map((id) => {
        const difference = ranks?.[id]
        return (
          difference && (
            <p key={id} className={kit.below}>
              <Rich text={text.further({ ...furtherOf(metricById(id), difference), run })} marks={marks} />
            </p>
          )
        )
      })}
      {isBalanced && <p className={`${kit.soft} ${kit.below}`}>{text.balanced({ balanced, run })}</p>}
      {decided && <p className={`${kit.soft} ${kit.below}`}>{text.decided({ decided, run })}</p>}
      {relabeled > 0 && <p className={`${kit.soft} ${kit.below}`}>{text.relabeled({ labels: relabeled, run })}</p>}
      <div className={kit.wrap}>
        {[
          { rows: fixed, title: text.fixed({ examples: fixed.length, isRate, run }) },
          { rows: broken, title: text.broken({ examples: broken.length, isRate, run }) },
        ].map(({ rows, title }) =>
          isOpen ? (
            <OpenRows key={title} rows={rows} title={title} look="button">
              {title}
            </OpenRows>
          ) : (
            <span key={title}>{title}</span>
          ),
        )}
      </div>
    </>
  )
}

function furtherOf(metric: Metric, { a, b, difference, low, high }: MetricDifference) {
  return {
    ...{ metric: metric.text.title, a: formatMetric(metric, a), b: formatMetric(metric, b) },
    ...{
      difference: formatDifference(metric, difference),
      low: formatMetric(metric, low),
      high: formatMetric(metric, high),
    },
    ...{ isClear: low > 0 || high < 0, isBetter: difference > 0 === (metric.better === 'higher') },
  }
}
