/** @file Heat legend: what the colours on the canvas say, from nothing to the largest, and whose that is. Loaded with the first colours. */
import { COST_COLUMNS, type CostColumn } from '../../../compile/cost'
import { shownDrawing } from '../../../studio/levels'
import { IconButton } from '../../kit/icon-button'
import { useRun, useSelect } from '../../studio-context'
import { COLUMNS } from './cost-columns'
import { costsOf, largestOf } from './costs'
import styles from './heat-legend.module.css'

/** The legend, while the canvas is coloured. */
export function HeatLegend() {
  const run = useRun()
  const heat = useSelect((state) => state.heat)
  const rows = useSelect(costsOf)
  const drawing = useSelect(shownDrawing)
  const column: CostColumn = heat ?? COST_COLUMNS[0]
  const { about, words } = COLUMNS[column]
  const most = largestOf(rows)[column]
  const owners = rows.filter((row) => row[column] === most)
  const first = drawing.nodes.find(({ id }) => id === owners[0]?.node)
  if (heat === null) return null
  return (
    <section className={styles.legend} aria-label="Colours on the canvas">
      <div className={styles.head}>
        <span>{about}</span>
        <IconButton
          label="No colours"
          icon="close"
          size="small"
          tone="quiet"
          tip="left"
          onClick={() => run('view.heat')}
        />
      </div>
      {rows.length === 0 ? (
        <p className={styles.words}>Colours come back when the problem is mended.</p>
      ) : (
        <>
          <div className={styles.bar} aria-hidden="true" />
          <p className={styles.ends}>
            <span>{words(0)}</span>
            <span>{words(most)}</span>
          </p>
          {most > 0 && first && (
            <p className={styles.words}>
              Most:{' '}
              <button type="button" className={styles.most} onClick={() => run('select.set', { nodes: [first.id] })}>
                {first.label}
              </button>
              {owners.length > 1 && ` and ${owners.length - 1} more`}
            </p>
          )}
        </>
      )}
    </section>
  )
}
