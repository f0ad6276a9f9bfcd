/** @file DeployedStrip: that something answers in the champion's place to which no flag points, and the way back. */
import { deployedOver } from '../../../../studio/operate/deployed'
import { Button } from '../../../kit/button'
import { useRun } from '../../../studio-context'
import { useDesk, useOperate } from '../use-operate'
import styles from './registry.module.css'

/** Of a model; nothing where its champion answers. */
export function DeployedStrip({ model }: { readonly model: string }) {
  const run = useRun()
  const desk = useDesk()
  // Told anew as the log grows.
  useOperate(({ grown }) => grown)
  const service = useOperate((state) => state.service)
  const serving = useOperate((state) => state.serving.tag)
  const found = service === null || serving !== 'on' ? undefined : deployedOver(desk)
  if (found?.over.model !== model) return null
  return (
    <p className={styles.deployed} role="status">
      <span>
        What answers as the champion now is not version {found.over.version}: something else was deployed in its place,
        and no flag points at it.
      </span>
      <Button size="small" icon="undo" tone="bad" onClick={() => run('service.rollback', {})}>
        Take it back
      </Button>
    </p>
  )
}
