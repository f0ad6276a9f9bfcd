/** @file Moves: every move of the flags of a model, the newest first, with who and why. */
import { actorText, reasonText } from '../../../../ops/change-text'
import type { AliasMove } from '../../../../storage/alias-records'
import type { ModelLine } from '../../../../studio/operate/registry'
import { IconButton } from '../../../kit/icon-button'
import table from '../../../kit/table.module.css'
import { dateWords } from '../../../shell/date-words'
import { intoView } from './into-view'
import styles from './registry.module.css'

/** The record of moves. */
export function Moves({ line, onClose }: { readonly line: ModelLine; readonly onClose: () => void }) {
  return (
    <div ref={intoView} className={styles.panel}>
      <div className={styles.title}>
        <h4>Moves of the flags</h4>
        <span className={styles.grow} />
        <IconButton label="Close" icon="close" tone="quiet" size="small" tip="none" onClick={onClose} />
      </div>
      <div className={styles.scroll}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Flag</th>
              <th scope="col">From</th>
              <th scope="col">To</th>
              <th scope="col">By</th>
              <th scope="col">Gate</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {line.moves.toReversed().map((move) => (
              <tr key={move.number}>
                <td>{dateWords(move.at)}</td>
                <td>
                  {move.alias}
                  {move.kind === 'rollback' && ', rolled back'}
                  {move.kind === 'start' && ', begun anew'}
                </td>
                <td>{move.from === undefined ? 'nowhere' : `version ${move.from}`}</td>
                <td>{move.to === undefined ? 'taken down' : `version ${move.to}`}</td>
                <td>{actorText(move.by)}</td>
                <td>{gateWords(move)}</td>
                <td className={styles.wrap}>{reasonText(move.why)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}

function gateWords({ evidence }: AliasMove): string {
  if (!evidence) return 'not asked'
  const failed = evidence.filter(({ verdict }) => verdict === 'failed').length
  if (failed > 0) return `${failed} failed`
  return evidence.every(({ verdict }) => verdict === 'passed') ? 'passed' : 'none failed, some cannot be told'
}
