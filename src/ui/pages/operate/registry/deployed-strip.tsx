/** @file DeployedStrip: warns that a build without an alias replaced the champion, and rolls it back. */
import { registryText as text } from '../../../../messages/en/operate/registry'
import { deployedOver } from '../../../../studio/operate/deployed'
import { Button } from '../../../kit/button'
import { useRun } from '../../../studio-context'
import { useDesk, useOperate } from '../use-operate'
import styles from './registry.module.css'

/** For one model; nothing while its champion answers. */
export function DeployedStrip({ model }: { readonly model: string }) {
  const run = useRun()
  const desk = useDesk()
  // Renders again as the log grows.
  useOperate(({ grown }) => grown)
  const service = useOperate((state) => state.service)
  const serving = useOperate((state) => state.serving.tag)
  const found = service === null || serving !== 'on' ? undefined : deployedOver(desk)
  if (found?.over.model !== model) return null
  return (
    <p className={styles.deployed} role="status">
      <span>{text.deployed({ version: found.over.version })}</span>
      <Button size="small" icon="undo" tone="bad" onClick={() => run('service.rollback', {})}>
        {text.rollBackDeploy}
      </Button>
    </p>
  )
}
