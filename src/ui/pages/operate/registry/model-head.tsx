/** @file ModelHead: the name of a model, its number of versions, and rollback buttons for its aliases. */
import { registryText as text } from '../../../../messages/en/operate/registry'
import { termsText } from '../../../../messages/en/operate/terms'
import type { RegistryModel } from '../../../../studio/operate/registry'
import { Button } from '../../../kit/button'
import { useRunCommand } from '../../../studio-context'
import styles from './registry.module.css'
import { rollbacks } from './rollbacks'

/** The heading of a model. */
export function ModelHead({
  registryModel,
  onMoves,
}: {
  readonly registryModel: RegistryModel
  readonly onMoves: () => void
}) {
  const run = useRunCommand()
  const { model, versions, moves, damaged } = registryModel
  return (
    <div className={styles.head}>
      <h3 title={model} translate="no">
        {model}
      </h3>
      <span className={styles.soft}>{text.versions({ n: versions.length })}</span>
      {damaged.length > 0 && <span className={styles.bad}>{text.damagedMoves({ n: damaged.length })}</span>}
      <span className={styles.grow} />
      {rollbacks(registryModel).map(({ alias, to }) => (
        <Button key={alias} size="small" icon="undo" onClick={() => run('registry.rollback', { model, alias })}>
          {text.rollBack({ alias: termsText.alias[alias], version: to })}
        </Button>
      ))}
      {moves.length > 0 && (
        <Button size="small" tone="quiet" onClick={onMoves}>
          {text.movesButton({ n: moves.length })}
        </Button>
      )}
    </div>
  )
}
