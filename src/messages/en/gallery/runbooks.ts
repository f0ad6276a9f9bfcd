/**
 * @file Text of the runbooks, in Markdown. A link runs a command, `[text](<run:id {"json":"arguments"}>)`, or opens a
 * tab, `[text](<show:tab>)`. Names in braces are filled in from the incident. Text after a link and a colon is omitted
 * if the command of the link cannot run.
 */
import { defineText } from '../../define'

export const runbooksText = defineText('gallery/runbooks', {
  'bad-version': `# A version gives bad responses

The bad responses all come from one version, or they began when an alias or a traffic share changed. Suspect the version first, because the responses were fine without it.

1. Take traffic away from the version before you look for the cause. Is it the champion? Then [roll back the champion of {model}](<run:registry.rollback {"model":"{model}","alias":"champion","why":"runbook"}>): from then on, the previous version is the champion.
2. Is it in a running canary? Then [roll back the canary](<run:canary.rollback {"why":"runbook"}>). Is it the challenger of a split? Then [take {challenger} out of the split](<run:canary.share {"percent":0}>): from the next request on, the champion answers everything.
3. Look at two or three of the requests above. Are they wrong, late, or unanswered? Did all of them go to {version}?
4. Watch the short windows in [Objectives](<show:objectives>). Availability and latency recover within five minutes of the last bad response. Accuracy recovers later, when the labels of the earlier requests have arrived, and may get worse until then.
5. Now look for the cause: compare the version with the champion in [the registry](<show:registry>), or [open {version}](<run:registry.open {"model":"{model}","version":{number}}>) with its network, data, and model card as a project.
6. Write down what you did, and [resolve the incident](<run:incident.resolve {"incident":"{incident}"}>).
`,
  drift: `# Inputs have drifted

The inputs or the predictions differ from the reference in one window after another, {feature} most of all. No labels show wrong predictions yet. Labels arrive later, so this may be the first warning.

1. See [how far each feature has drifted](<show:drift>), and since when. PSI measures the size of the drift. The p-value shows whether the drift could be due to chance.
2. Look at the requests above: they are the most unusual ones. Has the world changed, or only the measurement, for example because of a new camera, a different unit, or a broken sensor?
3. Does a feature stay constant for hours, or is it missing more often than usual? Then its source is broken. Fix the source. Retraining does not help.
4. Do only the predictions drift, but not the inputs? Then a different version is probably answering. Is it the challenger of a split? Then [take {challenger} out of the split](<run:canary.share {"percent":0}>). Is it the champion? Then [roll back the champion of {model}](<run:registry.rollback {"model":"{model}","alias":"champion","why":"runbook"}>).
5. Are the predictions still correct? See the [accuracy estimated without labels](<show:drift>), and [label some of these requests](<show:labels>) to be sure.
6. Until the problem is fixed, let the service answer fewer requests: raise the _Minimum confidence_ of the Abstain stage in [the service diagram](<show:diagram>), so that low-confidence predictions are withheld.
7. Has the world changed permanently? [Start a retraining round](<run:retraining.start {}>): label requests, train, and move the alias if the new version passes the gate.
8. Write down what you did, and [resolve the incident](<run:incident.resolve {"incident":"{incident}"}>).
`,
  failing: `# Requests get no prediction from a model

Requests end with HTTP status 429, 500, or 503 instead of a prediction. Callers notice this at once. Or a fallback answers instead of the model. Callers may not notice this, but the log and the labels show it.

1. See above how the requests end. _Not ready_: no replica is warm. _Rate limited_: more requests arrive than the limit allows. _Queue full_: more requests arrive than the replicas can answer. _Failed_: a model was called and could not answer. _Fallback_: no model could answer, so the request got a default answer.
2. _Not ready_ after a crash: replicas restart automatically, but cold. With a second replica, and a fallback after the model, requests get responses in the meantime. Add them in [the service diagram](<show:diagram>).
3. _Rate limited_ or _Queue full_: is it a burst? Then wait until it ends. Does it happen every day? Then the limit, the queue, or the number of replicas is too small for the traffic.
4. _Failed_ for one version: [roll back the champion of {model}](<run:registry.rollback {"model":"{model}","alias":"champion","why":"runbook"}>). If it is the challenger, [take {challenger} out of the split](<run:canary.share {"percent":0}>).
5. Is the service not running at all? [Start the service](<run:service.start>).
6. Write down what you did, and [resolve the incident](<run:incident.resolve {"incident":"{incident}"}>).
`,
  slice: `# One slice is worse than the others

The requests with bad responses belong to the slice "{slice}", while the other slices are unchanged. The overall accuracy hides this. By the time the overall accuracy drops, the slice has been worse for a long time.

1. Look at the requests above: what do they have in common that others do not?
2. Has the slice grown? Then it was just as bad before, but is only now visible. Is it as large as before? Then its inputs have changed, or a different version answers it.
3. See which slice is worst, and with which version, in the debug dashboard of [Live](<show:live>). The gate of a version in [the registry](<show:registry>) names the slice where it is worst compared with the champion.
4. Was the slice fine with another version? Then [roll back the champion of {model}](<run:registry.rollback {"model":"{model}","alias":"champion","why":"runbook"}>). If it is the challenger, [take {challenger} out of the split](<run:canary.share {"percent":0}>).
5. Is the model less confident about this slice than about the others? Raise the _Minimum confidence_ of the Abstain stage in [the service diagram](<show:diagram>), so that low-confidence predictions are withheld. Wrong predictions with high confidence still get through.
6. The lasting fix is to add labeled examples of this slice to the training data: [label some](<show:labels>), and [start a retraining round](<run:retraining.start {}>).
7. Write down what you did, and [resolve the incident](<run:incident.resolve {"incident":"{incident}"}>).
`,
  slow: `# Responses are late

Requests are answered, but not within the time limit of the objective. Either they wait in the queue, or a stage takes longer than before.

1. See above where the time goes. _Waiting for a replica_ means that the queue is too long. The name of a stage means that this stage got slower.
2. Is it the queue? It empties when the burst ends, and sooner with more replicas of the model stage: [set the number of replicas](<show:url>).
3. Is there little traffic, and do requests wait after every quiet period? Then replicas stop when they are idle, and the next request waits for a cold start. The on-call dashboard of [Live](<show:live>) counts cold starts. Set _Idle timeout_ of the model stage to 0 in [the service diagram](<show:diagram>) to keep replicas warm.
4. Is a stage slower, with no more traffic than usual? Then a replica is slow. Restarting the service does not help. Add replicas, which take requests while the slow one is busy. A longer _Time to live_ of the cache also helps, because the cache then answers more repeated requests: [set replicas and cache](<show:url>).
5. Did the delays begin with another version? Then that version is slower: [roll back the champion of {model}](<run:registry.rollback {"model":"{model}","alias":"champion","why":"runbook"}>). If it is the challenger, [take {challenger} out of the split](<run:canary.share {"percent":0}>).
6. Watch the five-minute window in [Objectives](<show:objectives>), write down what you did, and [resolve the incident](<run:incident.resolve {"incident":"{incident}"}>).
`,
  abstentions: `# The service abstains too often

The model is less confident than the Abstain stage requires, so these requests got no prediction. Their predictions may still be correct: only labels can show that.

1. Was the model unsure from the beginning? Then it needs more training, or the _Minimum confidence_ of the Abstain stage is too high for it: change it in [the service diagram](<show:diagram>). If people can handle so many requests, set a lower target in [Objectives](<show:objectives>).
2. Did it become unsure later? Then the inputs probably differ from the training data: see [which column drifted](<show:drift>), and since when.
3. Did it begin with another version? Compare the versions in the debug dashboard of [Live](<show:live>), and [roll back the champion of {model}](<run:registry.rollback {"model":"{model}","alias":"champion","why":"runbook"}>). If it is the challenger, [take {challenger} out of the split](<run:canary.share {"percent":0}>).
4. The lasting fix is a version trained on current data: [label some of these requests](<show:labels>), train, and move the alias if the new version passes the gate.
5. Write down what you did, and [resolve the incident](<run:incident.resolve {"incident":"{incident}"}>).
`,
  'wrong-answers': `# Predictions are wrong

The labels show more wrong predictions than the objective allows. No single version or slice stands out yet. Nothing fails and nothing is late, so only labels reveal the problem.

1. Labels arrive late: the problem began before it became visible. Look at the requests above, and check when they arrived.
2. Do two versions answer, and is one wrong more often? Compare them in the debug dashboard of [Live](<show:live>). Is the worse one the challenger of a split? Then [take {challenger} out of the split](<run:canary.share {"percent":0}>): from the next request on, the champion answers everything.
3. Are the predictions less confident than before? Then the inputs probably differ from the training data: see [which column drifted](<show:drift>), and since when.
4. Are the predictions as confident as ever? Then the correct answer for such inputs has changed (concept drift), or some labels were entered wrong: [label some of these requests](<show:labels>) yourself.
5. Until the problem is fixed, let the service answer fewer requests: raise the _Minimum confidence_ of the Abstain stage in [the service diagram](<show:diagram>), so that low-confidence predictions are withheld.
6. The lasting fix is a version trained on current data: label requests, train, and move the alias if the new version passes the gate.
7. Was an earlier version better? Then [roll back the champion of {model}](<run:registry.rollback {"model":"{model}","alias":"champion","why":"runbook"}>).
8. Write down what you did, and [resolve the incident](<run:incident.resolve {"incident":"{incident}"}>).
`,
})

/** The first step of each runbook of a service whose router passes requests from a small model on to a large one. */
export const routerStepsText = defineText('gallery/runbooks/router', {
  small: `The bad responses come from {version}, which is the stage {small}. It answers first, and the router passes requests on below a confidence of {below}. [Pass requests on to {large}](<run:graph.set {"service":"{service}","node":"{router}","params":{"below":1}}>): from then on, {large} answers all requests with a confidence below 100%.`,
  large: `The bad responses come from {version}, which is the stage {large}. It answers what the router passes on below a confidence of {below}. [Let {small} answer all requests](<run:graph.set {"service":"{service}","node":"{router}","params":{"below":0}}>).`,
  unknown: `A router connects two models: {small} answers first, and {large} answers below a confidence of {below}. Which one is worse? Compare their versions in the debug dashboard of [Live](<show:live>). Is it {small}? Then [pass requests on to {large}](<run:graph.set {"service":"{service}","node":"{router}","params":{"below":1}}>). Is it {large}? Then [let {small} answer all requests](<run:graph.set {"service":"{service}","node":"{router}","params":{"below":0}}>).`,
})
