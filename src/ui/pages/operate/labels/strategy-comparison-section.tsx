/**
 * @file ComparePart: the section that shows how many labels each labeling strategy would have saved on this dataset,
 * measured on demand.
 */
import { labelsText as text } from '../../../../messages/en/operate/labels'
import type { StrategyReport } from '../../../../ops/active-learning/compare-strategies'
import { serviceKey } from '../../../../studio/operate/state'
import { Button } from '../../../kit/button'
import { Progress } from '../../../kit/progress'
import { useSelect, useStudio } from '../../../studio-context'
import { useOperate } from '../use-operate'
import styles from './labels.module.css'

export function CompareSection() {
  const studio = useStudio()
  const compared = useOperate(({ strategies }) => strategies)
  // Ignore a measurement that was made for another service.
  const here = useSelect(({ project, operate }) => serviceKey(project.id, operate.service))
  const state = compared.tag === 'found' && compared.service !== here ? { tag: 'none' as const } : compared
  // If the command fails, the error is stored in the state.
  const start = () => void studio.run('labels.compare').catch(() => undefined)
  return (
    <div className={styles.part}>
      <h3>{text.compare.title}</h3>
      {state.tag === 'looking' ? (
        <>
          <Progress
            label={text.compare.comparing}
            share={state.done}
            text={text.compare.progress({ share: state.done })}
          />
          <Button size="small" onClick={() => void studio.run('labels.stopComparing')}>
            {text.compare.stop}
          </Button>
        </>
      ) : (
        <Button size="small" onClick={start}>
          {state.tag === 'found' ? text.compare.measureAgain : text.compare.measure}
        </Button>
      )}
      {state.tag === 'failed' && (
        <p role="alert" className={styles.bad}>
          {state.why}
        </p>
      )}
      {state.tag === 'found' && <Found title={state.title} report={state.report} />}
    </div>
  )
}

function Found({ title, report }: { readonly title: string; readonly report: StrategyReport }) {
  const { curves, labels, seeds, evaluatedOn } = report
  const all = labels.at(-1) ?? 0
  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{text.compare.strategy}</th>
            <th scope="col" title={text.compare.gain.about}>
              {text.compare.gain.head}
            </th>
            <th scope="col" title={text.compare.needed.about({ all })}>
              {text.compare.needed.head}
            </th>
          </tr>
        </thead>
        <tbody>
          {curves.map((curve) => (
            <tr key={curve.strategy}>
              <th scope="row">{text.strategies[curve.strategy].title}</th>
              <td>
                {curve.strategy === 'random'
                  ? text.compare.noGain
                  : text.compare.gained({ mean: curve.gain.mean, low: curve.gain.low, high: curve.gain.high })}
              </td>
              <td>
                {curve.enough === undefined
                  ? text.compare.needed.moreThan({ labels: all })
                  : text.compare.needed.some({ labels: curve.enough })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.soft}>
        {text.compare.about({ dataset: title, from: labels[0] ?? 0, to: all, seeds, tested: evaluatedOn })}
      </p>
    </>
  )
}
