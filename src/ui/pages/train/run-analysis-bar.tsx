/**
 * @file Insight bar: answers questions about a training run: how long it takes, whether the network can learn a single
 * batch, and where the time goes.
 */
import { useState } from 'react'
import { kitText } from '../../../messages/en/kit'
import { insightText as text } from '../../../messages/en/train/insight'
import { significant } from '../../../messages/format'
import { formatMessage, message } from '../../../messages/message'
import { sanityVerdict, startMessage } from '../../../studio/training/sanity-verdict'
import { answerFor, type Question, type SanityResult } from '../../../studio/training/training-analysis-results'
import { Button } from '../../kit/button'
import { Icon } from '../../kit/icon'
import { IconButton } from '../../kit/icon-button'
import { useRunCommand, useSelect } from '../../studio-context'
import { LayerLink } from '../layer-link'
import kit from '../../kit/kit.module.css'
import table from '../../kit/table.module.css'
import { Section } from '../section'
import layout from './insight.module.css'
import { ProfileSection } from './profile-section'
import { forecastText } from './run-text'

/**
 * The buttons, with each answer below them until it is closed; `shown` is the id of the run whose curves are displayed.
 */
export function InsightBar({ shown }: { readonly shown: string | undefined }) {
  const run = useRunCommand()
  const asking = useSelect(({ insight }) => insight.asking)
  const isValid = useSelect(({ report }) => report.checked !== undefined)
  const forecast = useSelect((state) => answerFor(state.insight.forecast, state))
  const sanity = useSelect(({ insight }) => insight.sanity)
  const isCurrent = useSelect((state) => answerFor(state.insight.sanity, state) !== undefined)
  const profile = useSelect(({ runs }) => runs.find(({ id }) => id === shown)?.profile)
  const hasRun = useSelect(({ run: { tag } }) => tag !== 'idle' && tag !== 'preparing')
  // Answers about an earlier network, or about a run from before a page reload, start out closed and are shown only on
  // request.
  const [closed, setClosed] = useState<readonly unknown[]>([
    ...(hasRun ? [] : [profile]),
    ...(isCurrent ? [] : [sanity]),
  ])
  const close = (answer: unknown) => setClosed((all) => [...all, answer])
  const open = (answer: unknown) => setClosed((all) => all.filter((one) => one !== answer))
  const busy = (question: Question) => ({ disabled: asking !== null || !isValid, 'aria-busy': asking === question })
  const shows = { sanity: sanity && !closed.includes(sanity), profile: profile && !closed.includes(profile) }
  return (
    <>
      <div className={`${kit.wrap} ${kit.soft} ${layout.asks}`}>
        <Button size="small" {...busy('forecast')} onClick={() => run('run.forecast')}>
          {asking === 'forecast' ? text.forecast.busy : text.forecast.ask}
        </Button>
        <Button size="small" {...busy('sanity')} onClick={() => run('run.sanity')}>
          {asking === 'sanity' ? text.batch.busy : text.batch.ask}
        </Button>
        {(hasRun || profile) && (
          <Button
            size="small"
            disabled={asking !== null}
            aria-busy={asking === 'profile'}
            onClick={() => (hasRun ? run('run.profile') : open(profile))}
          >
            {asking === 'profile' ? text.profile.busy : hasRun ? text.profile.ask : text.profile.askEarlier}
          </Button>
        )}
        <span role="status">{forecast && forecastText(forecast)}</span>
      </div>
      {(shows.sanity || shows.profile) && (
        <div className={layout.answers}>
          {shows.sanity && sanity && (
            <SanitySection report={sanity.report} now={isCurrent ? 'holds' : 'past'} onClose={() => close(sanity)} />
          )}
          {shows.profile && profile && <ProfileSection profile={profile} onClose={() => close(profile)} />}
        </div>
      )}
    </>
  )
}

const batchText = text.batch

interface SanitySectionProps {
  readonly report: SanityResult
  /** Whether the report still applies to the current network and training settings. */
  readonly now: 'holds' | 'past'
  readonly onClose: () => void
}

/** Shows the verdict and the evidence for it. */
function SanitySection({ report, now, onClose }: SanitySectionProps) {
  const { losses, rows, steps } = report
  const start = startMessage(report)
  return (
    <Section
      title={batchText.title}
      about={now === 'past' ? batchText.aboutEarlier({ rows, steps }) : batchText.about({ rows, steps })}
      actions={<IconButton label={kitText.close} icon="close" tone="quiet" size="small" tip="left" onClick={onClose} />}
    >
      {sanityVerdict(report).map((problem) => {
        const good = problem.code === 'sanity-learns'
        return (
          <p key={problem.code} className={layout.verdict} data-tone={good ? 'good' : 'bad'}>
            <Icon name={good ? 'check' : 'warning'} />
            <span>{formatMessage(problem)}</span>
          </p>
        )
      })}
      {start && (
        <p className={layout.verdict} data-tone={start.code === 'start-right' ? 'good' : 'bad'}>
          <Icon name={start.code === 'start-right' ? 'check' : 'info'} />
          <span>{formatMessage(start)}</span>
        </p>
      )}
      {losses.length > 1 && (
        <svg className={layout.curve} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          <line x1="0" y1="99" x2="100" y2="99" />
          <path d={curvePath(losses)} />
        </svg>
      )}
      {losses.length > 1 && (
        <p className={kit.faint}>{formatMessage(message('sanity-curve', { steps: losses.length }))}</p>
      )}
      <Gradients report={report} />
    </Section>
  )
}

function Gradients({ report }: { readonly report: SanityResult }) {
  const layers = byLayer(report.gradients)
  const largest = Math.max(...layers.map(({ norm }) => norm), Number.MIN_VALUE)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
    <section className={`${kit.scroll} ${kit.above} ${layout.scroll}`} tabIndex={0} aria-label={batchText.gradients}>
      <table className={`${table.figures} ${table.dense} ${table.sticky} ${layout.table}`}>
        <thead>
          <tr>
            <th scope="col">{batchText.layer}</th>
            <td className={layout.wide} />
            <th scope="col">{batchText.gradient}</th>
          </tr>
        </thead>
        <tbody>
          {layers.map(({ layer, node, norm }) => (
            <tr key={node ?? layer}>
              <th scope="row">
                <LayerLink label={layer} node={node} />
              </th>
              <td>
                <div className={layout.bars}>
                  <i data-part="forward" style={{ width: `${(100 * norm) / largest}%` }} />
                </div>
              </td>
              <td className={norm === 0 ? kit.bad : undefined}>{norm === 0 ? batchText.none : significant(norm)}</td>
            </tr>
          ))}
          {report.frozen.map(({ layer, node }) => (
            <tr key={node ?? layer}>
              <th scope="row">
                <LayerLink label={layer} node={node} />
              </th>
              <td />
              <td>{batchText.frozen}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface LayerGradient {
  readonly layer: string
  readonly node?: string
  /** L2 norm of the gradient over all weights of the layer. */
  readonly norm: number
}

/** Combines the gradients of each layer's weights into one norm per layer, in network order. */
export function byLayer(gradients: SanityResult['gradients']): readonly LayerGradient[] {
  const layers = new Map<string, LayerGradient>()
  for (const { layer, node, norm } of gradients) {
    const key = node ?? layer
    const before = layers.get(key)?.norm ?? 0
    layers.set(key, { layer, ...(node === undefined ? {} : { node }), norm: Math.hypot(before, norm) })
  }
  return [...layers.values()]
}

/**
 * Converts the losses to an SVG path in a 100 × 100 box on a logarithmic scale, skipping values that have no logarithm.
 */
export function curvePath(losses: ArrayLike<number>): string {
  const points = Array.from(losses, (loss, i) => [i, Math.log10(loss)] as const).filter(([, y]) => Number.isFinite(y))
  const heights = points.map(([, y]) => y)
  const low = Math.min(...heights)
  const span = Math.max(...heights) - low || 1
  const width = Math.max(1, losses.length - 1)
  const place = ([i, y]: readonly [number, number]) =>
    `${((100 * i) / width).toFixed(1)} ${(96 - (92 * (y - low)) / span).toFixed(1)}`
  return points.length === 0 ? '' : `M${points.map(place).join('L')}`
}
