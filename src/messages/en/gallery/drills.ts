/**
 * @file Text for the drills: title, brief in Markdown (`*bold*`, `- item`), actions keyed by id, and hints from vague
 * to explicit. The title of an action is written to the log when the user performs it.
 */
import { defineText } from '../../define'

export const drillsText = defineText('gallery/drills', {
  see: {
    title: 'Report a problem',
    about:
      'Use this when you see that something is wrong. The time to detect ends when you report the problem, acknowledge an incident, or change the service, whichever comes first. A report before anything is wrong counts as a false alarm.',
  },
  badDeployAt3: {
    title: 'A bad deploy at night',
    /** The title of version 1, which stored results contain. */
    previousTitle: 'A bad deploy at 3 a.m.',
    about:
      'An A/B test sends half of the traffic to a second digit reader. At night someone deploys a new build and goes to bed.',
    brief: `You are on call from midnight to six for a service that reads handwritten digits. *Half of the requests* go to a challenger: an A/B test that ran well all week.

At some point tonight, someone deploys a new build of the challenger.

- Labels arrive for half of the requests, about *20 minutes* late.
- Objectives: 92% of the labeled predictions are correct, and 99% of the responses are valid and take at most 150 ms.
- A wrong prediction adds 1 harm point, a failed request 2, and "not sure" 0.2. A replica adds 6 points an hour, idle or not.

Play the scenario. When you see what is wrong, report the problem and fix it.`,
    actions: {
      rollback: {
        title: 'Stop the challenger',
        about: 'Its traffic share becomes 0. The champion answers everything, starting with the next request.',
      },
      half: { title: 'Split 50/50', about: 'Restores the A/B test.' },
      promote: {
        title: 'Send everything to the challenger',
        about: 'The challenger answers all requests. Do this only if you are sure that it is better.',
      },
    },
    hints: {
      first:
        'Do not look only at the overall results. Compare the two versions: half of the requests still get predictions that are as good as before.',
      second: 'Labels arrive 20 minutes late. What you see now began 20 minutes ago or earlier.',
      third: 'Set the challenger’s share to 0 first. Look for the cause afterward.',
    },
  },
  coldStarts: {
    title: 'An endpoint with cold starts',
    about:
      'A service sorts customer messages by topic, on one replica that stops when no requests arrive: it scales to zero.',
    brief: `An endpoint reads customer messages and predicts their topic, so that each reaches the right team. To save money it runs on *one replica*, which stops after *five minutes without a request*: it *scales to zero*. Every half hour the messages pause for ten minutes.

- The first request after a pause starts the replica and waits for it. Requests queued behind it wait too. Currently, this takes only a moment.
- While the replica starts, at most 20 requests can wait. Further requests find no replica ready and get the fallback response, which is mostly wrong.
- A wrong prediction adds 1 harm point, a failed request 2, and a late one 0.5. A replica adds 6 points an hour while it runs, idle or not.

How long should an idle replica stay warm?`,
    actions: {
      keep: { title: 'Keep it warm', about: 'Replicas never stop. They cost money during pauses, too.' },
      longer: { title: 'Stop after 20 idle minutes', about: 'Longer than the usual pause.' },
      two: {
        title: 'Use two replicas',
        about: 'Both stop when no requests arrive. This change restarts the current replica.',
      },
      queue: {
        title: 'Use a longer queue',
        about:
          'More requests wait for a model prediction instead of getting the fallback response, but their responses are late.',
      },
    },
    hints: {
      first: 'Look at the cold starts in the on-call dashboard: when do they happen, and how long do requests wait?',
      second: 'Look at the responses while the replica is starting. They are not errors, but fallback responses.',
      third: 'A longer queue turns fallback responses into late responses. Nobody gets a response sooner.',
      fourth: 'If a replica never stops, it has to start only once.',
    },
  },
  dimmingCamera: {
    title: 'A dimming camera',
    about: 'A camera at a gate reads digits. Its images slowly get darker, but no requests fail.',
    brief: `A camera at a gate reads digits all day. Its images get darker and lose contrast, a little more each hour. *No requests fail*, and responses stay fast.

- Labels arrive for a quarter of the images, an hour late.
- A wrong prediction adds 1 harm point. "Not sure" adds 0.2, because a person at the gate reads the digit. A replica adds 6 points an hour, idle or not.

The registry also has *v2*, trained on images of varied brightness. On bright days it is no better than v1. Nobody has tried it in the dark.`,
    actions: {
      v2: { title: 'Make v2 the champion', about: 'The version trained on images of varied brightness.' },
      v1: { title: 'Go back to v1', about: 'The champion at the start of the drill.' },
      ask: {
        title: 'Abstain below 0.8',
        about: 'Predictions with a confidence below 0.8 are withheld. That costs less than a wrong prediction.',
      },
      answer: { title: 'Answer everything', about: 'No prediction is withheld, as at the start of the drill.' },
    },
    hints: {
      first: 'Nothing fails and nothing is slow. Look at the inputs, not at the responses.',
      second: 'The mean brightness of the images drifts long before the labels show a problem.',
      third:
        'In the dark, v2 is wrong as often as v1, but less confident when it is wrong. Let it abstain, so that a person reads the digit.',
    },
  },
  quietSlice: {
    title: 'A slice that quietly degrades',
    about: 'A service sorts mail. The overall accuracy looks fine, but letters with one particular digit get lost.',
    brief: `A machine sorts mail by the digits on the envelopes. Two models read the digits, each for *half of the mail*. One of them was retrained last week.

- Labels arrive for 60% of the digits, half an hour late.
- A wrong prediction adds 1 harm point. "Not sure" adds 0.2, because a person reads the digit. A replica adds 6 points an hour, idle or not.

The chart on the wall shows the overall accuracy. Someone at the depot says that *some* letters do not arrive.`,
    actions: {
      champion: {
        title: 'Send everything to the champion',
        about: 'The retrained reader gets no more requests.',
      },
      challenger: {
        title: 'Send everything to the retrained reader',
        about: 'The right choice if the champion is the problem.',
      },
      ask: { title: 'Abstain below 0.9', about: 'Predictions with a confidence below 0.9 are withheld.' },
    },
    hints: {
      first: 'In Debug, look at the slices by version: one combination is far worse than all other combinations.',
      second:
        'Overall, only about five more predictions in a hundred are wrong, which is easy to miss. In one slice, half of the predictions are wrong.',
      third: 'For one digit, half of the predictions are wrong: those of the retrained reader.',
    },
  },
  recommenderCanary: {
    title: 'A canary in an online shop',
    about:
      'An online shop predicts who will buy. A challenger answers 30% of the visits and gets a new build sometime in the morning.',
    brief: `A shop shows a different page to visitors who are likely to buy. A new version, the *challenger*, gets 30% of the visits. So far it does as well as the champion. The release team calls it the canary, but the traffic was split by hand, so nothing rolls it back automatically.

- A third of the visits get a label *an hour later*: whether the visitor bought something.
- A wrong prediction adds 1 harm point, a failed request 2. A replica adds 6 points an hour, idle or not.

The release team wants the challenger at 100% by noon. It gets a new build during the morning, and the decision is yours.`,
    actions: {
      stop: { title: 'Stop the challenger', about: 'The champion answers everything.' },
      small: { title: 'Challenger at 5%', about: 'Little harm, but it gets few labels.' },
      promote: { title: 'Challenger at 100%', about: 'What the release team is waiting for.' },
    },
    hints: {
      first: 'Results measured before a new build tell you nothing about that build.',
      second: 'Before labels arrive, compare how often the two versions predict a purchase.',
      third:
        'When the labels for the new build arrive, the challenger’s accuracy is far below the champion’s. Stop the challenger.',
    },
  },
  smallAndLarge: {
    title: 'A small and a large model',
    about:
      'A small network answers when it is confident, and a large one answers all other requests. Then the images get noisy.',
    brief: `A *small* network reads digits fast. When it is not confident, a router passes the request on to a *large* one. That saves nine in ten calls to the large network.

Below a confidence of *0.4*, the router passes a request on. This is its *Minimum confidence*.

- Labels arrive for half of the requests, 20 minutes late.
- A wrong prediction adds 1 harm point, a failed request 2, and a late one 0.5. A call of the large network adds 0.02, and a replica 6 points an hour, idle or not.

Somebody bought cheap cameras, which are being installed today.`,
    actions: {
      surer: { title: 'Set the minimum confidence to 0.8', about: 'More requests go to the large network.' },
      all: {
        title: 'Send everything to the large network',
        about: 'Sets the minimum confidence to 1, so that the small network decides nothing.',
      },
      asItWas: {
        title: 'Set the minimum confidence to 0.4',
        about: 'The drill’s starting setting. It calls the large network least often.',
      },
    },
    hints: {
      first: 'On inputs unlike its training data, a model can be confident and still wrong.',
      second:
        'Do not look only at the overall results. Compare the predictions of the small network with those of the large one.',
      third: 'Let the large network answer until the small one is retrained.',
    },
  },
})
