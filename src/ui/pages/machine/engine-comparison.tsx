/**
 * @file Parity section: compares two engines of this machine on the current network; layers with the largest difference
 * come first.
 */
import { machineText } from '../../../messages/en/machine'
import { Button } from '../../kit/button'
import { useRunCommand, useSelect } from '../../studio-context'
import { LayerLink } from '../layer-link'
import { parityStatus } from './engine-comparison-text'
import layout from '../train/insight.module.css'
import styles from '../pages.module.css'

const text = machineText.parity

/** The button and the result of the comparison. */
export function ParitySection() {
  const run = useRunCommand()
  const asking = useSelect(({ insight }) => insight.asking)
  const parity = useSelect(({ insight }) => insight.parity?.report)
  const isValid = useSelect(({ report }) => report.checked !== undefined)
  return (
    <section className={styles.part} aria-label={text.title}>
      <div className={styles.title}>
        <h3>{text.title}</h3>
        <span>{text.about}</span>
        <div className={styles.grow} />
        <Button size="small" disabled={asking !== null || !isValid} onClick={() => run('machine.parity')}>
          {asking === 'parity' ? text.busy : text.compare}
        </Button>
      </div>
      <div role="status">
        {parity ? (
          <>
            <p>{text.engines({ first: parity.engines[0], second: parity.engines[1] })}</p>
            <p className={styles.soft}>{parityStatus(parity)}</p>
          </>
        ) : (
          <p className={styles.soft}>{isValid ? text.why : text.problem}</p>
        )}
      </div>
      {parity && parity.layers.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
        <section className={layout.scroll} tabIndex={0} aria-label={text.byLayer}>
          <table className={layout.table}>
            <thead>
              <tr>
                <th scope="col">{text.layer}</th>
                <th scope="col">{text.output}</th>
                <th scope="col">{text.gradient}</th>
              </tr>
            </thead>
            <tbody>
              {parity.layers.map(({ layer, node, result, gradient }) => (
                <tr key={node ?? layer}>
                  <th scope="row">
                    <LayerLink label={layer} node={node} />
                  </th>
                  <td>{text.difference({ difference: result })}</td>
                  <td>{text.difference({ difference: gradient })}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  )
}
