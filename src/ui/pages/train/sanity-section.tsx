/**
 * @file Sanity section: the result of repeatedly training on one batch: the verdict, the loss curve, and the gradient
 * norm of each layer.
 */
import { message, formatMessage } from '../../../messages/message'
import type { SanityResult } from '../../../studio/training-analysis-results'
import { sanityVerdict, startMessage } from '../../../studio/sanity-verdict'
import { kitText } from '../../../messages/en/kit'
import { insightText } from '../../../messages/en/train/insight'
import { significant } from '../../../messages/format'
import { Icon } from '../../kit/icon'
import { IconButton } from '../../kit/icon-button'
import { LayerLink } from '../layer-link'
import { byLayer, curvePath } from './one-batch-test-chart'
import layout from './insight.module.css'
import styles from '../pages.module.css'

const text = insightText.batch

export interface SanitySectionProps {
  readonly report: SanityResult
  /** Whether the report still applies to the current network and training settings. */
  readonly now: 'holds' | 'past'
  readonly onClose: () => void
}

/** Shows the verdict and the evidence for it. */
export function SanitySection({ report, now, onClose }: SanitySectionProps) {
  const { losses, rows, steps } = report
  const start = startMessage(report)
  return (
    <section className={styles.part} aria-label={text.title}>
      <div className={styles.title}>
        <h3>{text.title}</h3>
        <span>{now === 'past' ? text.aboutEarlier({ rows, steps }) : text.about({ rows, steps })}</span>
        <div className={styles.grow} />
        <IconButton label={kitText.close} icon="close" tone="quiet" size="small" tip="left" onClick={onClose} />
      </div>
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
        <p className={styles.faint}>{formatMessage(message('sanity-curve', { steps: losses.length }))}</p>
      )}
      <Gradients report={report} />
    </section>
  )
}

function Gradients({ report }: { readonly report: SanityResult }) {
  const layers = byLayer(report.gradients)
  const largest = Math.max(...layers.map(({ norm }) => norm), Number.MIN_VALUE)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
    <section className={layout.scroll} tabIndex={0} aria-label={text.gradients}>
      <table className={layout.table}>
        <thead>
          <tr>
            <th scope="col">{text.layer}</th>
            <td className={layout.wide} />
            <th scope="col">{text.gradient}</th>
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
              <td className={norm === 0 ? layout.none : undefined}>{norm === 0 ? text.none : significant(norm)}</td>
            </tr>
          ))}
          {report.frozen.map(({ layer, node }) => (
            <tr key={node ?? layer}>
              <th scope="row">
                <LayerLink label={layer} node={node} />
              </th>
              <td />
              <td>{text.frozen}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
