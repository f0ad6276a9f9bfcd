/**
 * @file HeatLegend: explains the colors on the canvas, from 0 to the largest cost, and names the layer with the largest
 * cost. Loads when colors are first shown.
 */
import { costText } from '../../../messages/en/build/side-panel'
import { COST_COLUMNS, type CostColumn } from '../../../compile/cost'
import { shownDrawing } from '../../../studio/network/block-levels'
import { IconButton } from '../../kit/icon-button'
import { Rich } from '../../kit/rich-text'
import { useRunCommand, useSelect } from '../../studio-context'
import { COLUMNS, costRows, largestOf } from './costs'
import styles from './cost-heatmap-legend.module.css'

const { colors: text } = costText

/** The legend, shown while the canvas is colored by cost. */
export function HeatLegend() {
  const run = useRunCommand()
  const heat = useSelect((state) => state.heat)
  const rows = useSelect(costRows)
  const drawing = useSelect(shownDrawing)
  const column: CostColumn = heat ?? COST_COLUMNS[0]
  const { about, value } = COLUMNS[column]
  const most = largestOf(rows)[column]
  const owners = rows.filter((row) => row[column] === most)
  const first = drawing.nodes.find(({ id }) => id === owners[0]?.node)
  if (heat === null) return null
  return (
    <section className={styles.legend} aria-label={text.title}>
      <div className={styles.head}>
        <span>{about}</span>
        <IconButton
          label={text.turnOff}
          icon="close"
          size="small"
          tone="quiet"
          tip="left"
          onClick={() => run('view.heat')}
        />
      </div>
      {rows.length === 0 ? (
        <p className={styles.words}>{text.waiting}</p>
      ) : (
        <>
          <div className={styles.bar} aria-hidden="true" />
          <p className={styles.ends}>
            <span>{value({ n: 0 })}</span>
            <span>{value({ n: most })}</span>
          </p>
          {most > 0 && first && (
            <p className={styles.words}>
              <Rich
                text={text.highest({ more: owners.length - 1 })}
                marks={{
                  layer: () => (
                    <button
                      type="button"
                      className={styles.most}
                      onClick={() => run('select.set', { nodes: [first.id] })}
                    >
                      {first.label}
                    </button>
                  ),
                }}
              />
            </p>
          )}
        </>
      )}
    </section>
  )
}
