/** @file AliasMoves: all alias moves of a model, newest first, each with its author and reason. */
import { registryText } from '../../../../messages/en/operate/registry'
import { termsText } from '../../../../messages/en/operate/terms'
import { when } from '../../../../messages/format'
import { actorText, reasonText } from '../../../../ops/change-text'
import type { AliasMove } from '../../../../storage/alias-records'
import type { RegistryModel } from '../../../../studio/operate/registry'
import { IconButton } from '../../../kit/icon-button'
import table from '../../../kit/table.module.css'
import { scrollIntoView } from './scroll-into-view'
import styles from './registry.module.css'

const { moves: text } = registryText

/** The table of alias moves. */
export function AliasMoves({
  registryModel,
  onClose,
}: {
  readonly registryModel: RegistryModel
  readonly onClose: () => void
}) {
  return (
    <div ref={scrollIntoView} className={styles.panel}>
      <div className={styles.title}>
        <h4>{text.title}</h4>
        <span className={styles.grow} />
        <IconButton label={text.close} icon="close" tone="quiet" size="small" tip="none" onClick={onClose} />
      </div>
      <div className={styles.scroll}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{text.when}</th>
              <th scope="col">{text.alias}</th>
              <th scope="col">{text.from}</th>
              <th scope="col">{text.to}</th>
              <th scope="col">{text.by}</th>
              <th scope="col">{text.gate}</th>
              <th scope="col">{text.why}</th>
            </tr>
          </thead>
          <tbody>
            {registryModel.moves.toReversed().map((move) => (
              <tr key={move.number}>
                <td>{when(move.at)}</td>
                <td title={move.kind === 'start' ? text.startedOverAbout : undefined}>{aliasText(move)}</td>
                <td>{move.from === undefined ? text.notSet : text.version({ version: move.from })}</td>
                <td>{move.to === undefined ? text.removed : text.version({ version: move.to })}</td>
                <td>{actorText(move.by)}</td>
                <td>{gateText(move)}</td>
                <td className={styles.wrap}>{reasonText(move.why)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}

function aliasText({ alias: id, kind }: AliasMove): string {
  const alias = termsText.alias[id]
  if (kind === 'rollback') return text.rolledBack({ alias })
  return kind === 'start' ? text.startedOver({ alias }) : alias
}

function gateText({ evidence }: AliasMove): string {
  if (!evidence) return text.gateNotChecked
  const failed = evidence.filter(({ verdict }) => verdict === 'failed').length
  if (failed > 0) return text.gateFailed({ n: failed })
  return evidence.every(({ verdict }) => verdict === 'passed') ? text.gatePassed : text.gateInconclusive
}
