/**
 * @file DeployWarning: warns that a model deployed without an alias has replaced the champion, with a button to roll it
 * back.
 */
import { registryText as text } from '../../../../messages/en/operate/registry'
import { activeDeploy } from '../../../../studio/operate/active-deploy'
import { Button } from '../../../kit/button'
import { useRunCommand } from '../../../studio-context'
import { useOperateController, useOperate } from '../use-operate'
import styles from './registry.module.css'

/** The warning for one model; renders nothing while the model's champion is in use. */
export function DeployWarning({ model }: { readonly model: string }) {
  const run = useRunCommand()
  const controller = useOperateController()
  // Re-renders when the log grows.
  useOperate(({ logVersion }) => logVersion)
  const service = useOperate((state) => state.service)
  const serving = useOperate((state) => state.serving.tag)
  const result = service === null || serving !== 'on' ? undefined : activeDeploy(controller)
  if (result?.champion.model !== model) return null
  return (
    <p className={styles.deployed} role="status">
      <span>{text.deployed({ version: result.champion.version })}</span>
      <Button size="small" icon="undo" tone="bad" onClick={() => run('service.rollback', {})}>
        {text.rollBackDeploy}
      </Button>
    </p>
  )
}
