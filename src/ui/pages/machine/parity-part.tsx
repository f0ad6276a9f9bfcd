/** @file Parity part: the present network on two engines of this machine, the layer that differs most first. */
import { Button } from '../../kit/button'
import { useRun, useSelect } from '../../studio-context'
import { LayerLink } from '../layer-link'
import { parityWords, tiny } from './parity-status'
import layout from '../train/insight.module.css'
import styles from '../pages.module.css'

/** The button, and what came of it. */
export function ParityPart() {
  const run = useRun()
  const asking = useSelect(({ insight }) => insight.asking)
  const parity = useSelect(({ insight }) => insight.parity?.report)
  const sound = useSelect(({ report }) => report.checked !== undefined)
  return (
    <section className={styles.part} aria-label="Engine against engine">
      <div className={styles.title}>
        <h3>Engine against engine</h3>
        <span>one batch of the open project, layer by layer</span>
        <div className={styles.grow} />
        <Button size="small" disabled={asking !== null || !sound} onClick={() => run('machine.parity')}>
          {asking === 'parity' ? 'Comparing' : 'Compare'}
        </Button>
      </div>
      <div role="status">
        {parity ? (
          <>
            <p>
              {parity.engines[0]} and {parity.engines[1]}
            </p>
            <p className={styles.soft}>{parityWords(parity)}</p>
          </>
        ) : (
          <p className={styles.soft}>
            {sound
              ? 'The CPU against the GPU, or against tf.js where there is no GPU: both should make the same numbers but for rounding.'
              : 'The drawing has a problem to mend first.'}
          </p>
        )}
      </div>
      {parity && parity.layers.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
        <section className={layout.scroll} tabIndex={0} aria-label="Differences by layer">
          <table className={layout.table}>
            <thead>
              <tr>
                <th scope="col">layer</th>
                <th scope="col">result</th>
                <th scope="col">gradient</th>
              </tr>
            </thead>
            <tbody>
              {parity.layers.map(({ layer, node, result, gradient }) => (
                <tr key={node ?? layer}>
                  <th scope="row">
                    <LayerLink label={layer} node={node} />
                  </th>
                  <td>{tiny(result)}</td>
                  <td>{tiny(gradient)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  )
}
