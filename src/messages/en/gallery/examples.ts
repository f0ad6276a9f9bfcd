/**
 * @file Text for the example projects: title, what it teaches, the result with its settings and, if known, the result
 * of a simple model. The last two follow "Result:" and "Without a network:", so they start in lowercase and have no
 * period.
 */
import { defineText } from '../../define'

export const examplesText = defineText('gallery/examples', {
  spiralsMlp: {
    title: 'Spirals: two hidden layers',
    about: 'Separate two spiral arms. Watch the boundary curl around the arms as the network learns.',
    reaches: '99% accuracy on the test points',
    simple: 'nearest neighbors does just as well, with 100% on the validation set (the network: 100%)',
  },
  penguinsMlp: {
    title: 'Penguins: three species',
    about:
      'Distinguish three penguin species by bill, flippers, weight, and island. Missing measurements are filled in automatically.',
    reaches: 'every test penguin correct',
    simple: 'logistic regression does just as well, with 100% on the validation set (the network: 100%)',
  },
  autoMpgMlp: {
    title: 'Cars: predict fuel economy',
    about:
      'Predict how many miles a car gets per gallon of gas. The target is a number, so the last layer is linear and the loss is the squared error.',
    reaches: 'off by 2.5 miles per gallon on the test cars (RMSE)',
    simple: 'a random forest does just as well: off by 2.02 mpg on the validation set (the network: 2.08 mpg)',
  },
  wineMlp: {
    title: 'Wine: three grape varieties',
    about: 'Find out which of three grape varieties a wine is made from, using 13 chemical measurements.',
    reaches: '96% accuracy on the test wines',
    simple:
      'nearest neighbors reaches 96.3% on the validation set (the network: 92.6%); with so few examples, the gap could be due to chance',
  },
  moonsMlp: {
    title: 'Moons: a curved boundary',
    about: 'No straight line separates these two half moons. One hidden layer is enough to bend the boundary.',
    reaches: 'every test point correct',
    simple: 'nearest neighbors does just as well, with 100% on the validation set (the network: 100%)',
  },
  autoMpgTwoInputs: {
    title: 'Cars: two inputs',
    about:
      'Predict fuel economy with two inputs: one for the engine, one for everything else about the car. Both branches join before the output.',
    reaches: 'off by 2.1 miles per gallon on the test cars (RMSE)',
    simple: 'a random forest does just as well: off by 2.02 mpg on the validation set (the network: 2.13 mpg)',
  },
  penguinsTwoHeads: {
    title: 'Penguins: two outputs',
    about: 'One network predicts two things: the species of a penguin and its body mass. Each output has its own loss.',
    reaches: 'every species correct on the test penguins, and body mass off by 310 g (RMSE)',
  },
  autoMpgWideDeep: {
    title: 'Cars: wide and deep',
    about:
      'Add the outputs of a linear model and a three-layer network. The linear part learns the overall trend, and the deep part learns the deviations from it.',
    reaches: 'off by 2.3 miles per gallon on the test cars (RMSE)',
    simple: 'a random forest does just as well: off by 2.02 mpg on the validation set (the network: 2.19 mpg)',
  },
  digitsResnet: {
    title: 'Digits: ResNet-8',
    about:
      'Three residual blocks each learn what to add to their input. The second and third halve the image and double the filters. Open a block to look inside.',
    reaches: '94% accuracy on 200 test digits after training on 1,600',
  },
  fashionCnn: {
    title: 'Fashion: recognize clothes',
    about:
      'Sort images of clothes into ten kinds. Shirts, sweaters, and coats look alike, so this is harder than digits.',
    reaches: '86% accuracy on 2,000 test images',
    simple: 'the best simple model, a random forest, reaches 83.6% on the validation set (the network: 85.9%)',
  },
  fashionInception: {
    title: 'Fashion: Inception',
    about:
      'Two Inception blocks look for small, medium, and large patterns at the same time and put the results together. Open a block to see its four branches.',
    reaches: '81% accuracy on 2,000 test images after 6 epochs',
  },
  fashionInverted: {
    title: 'Fashion: MobileNet blocks',
    about:
      'The MobileNetV2 block was made for phones: it adds channels, applies a separate filter to each one, and reduces them again. The block repeats 3 times but is drawn once.',
    reaches: '86% accuracy on 2,000 test images with only 7,300 parameters',
  },
  digitsAutoencoder: {
    title: 'Digits: an autoencoder',
    about:
      'Squeeze each digit into 32 numbers, then redraw it from those numbers alone. The target is the input itself, so no labels are needed.',
    reaches: 'pixels off by 10 out of 255 on average on the test digits',
  },
  shapesUnet: {
    title: 'Shapes: a U-Net',
    about:
      'Mark every pixel of a disc and leave squares and triangles alone. The layers that shrink the image detect what is there; the layers that enlarge it find where. Skip connections keep the details.',
    reaches: '84% overlap between the marked pixels and the true discs on the test images (IoU)',
  },
  smallDigitsMlp: {
    title: 'Small digits: no convolution needed',
    about: 'Recognize digits of just 8×8 pixels with one hidden layer. Images this small need no convolution.',
    reaches: '96% accuracy on the test digits',
    simple:
      'nearest neighbors reaches 98.2% on the validation set (the network: 96.3%); the gap could be due to chance',
  },
  breastCancerMlp: {
    title: 'Breast cancer: a small dataset',
    about:
      'Diagnose tumors from 30 measurements. With few examples, a network can memorize them. A small hidden layer with dropout helps to prevent this.',
    reaches: 'all 85 test tumors correct',
    simple:
      'a random forest reaches 98.8% on the validation set (the network: 94.2%); with so few examples, the gap could be due to chance',
  },
  diabetesLine: {
    title: 'Diabetes: linear regression',
    about:
      'A single Dense unit without a hidden layer is linear regression. The data is so noisy that more layers would only learn the noise.',
    reaches: 'off by 53 on a scale from 25 to 346 (RMSE); the model explains half of the variance',
    simple: 'linear regression is the same model, so it does just as well',
  },
  wagesMlp: {
    title: 'Wages: numbers and categories',
    about:
      'Predict hourly wages from numbers and categories together. Each value of a category gets its own input, and weight decay keeps the weights small.',
    reaches:
      'off by $3.80 per hour on average on the test set ($5 RMSE), because these columns explain only part of why wages differ',
    simple: 'a random forest does just as well: off by $3.10 on the validation set (the network: $3.07)',
  },
  weatherMlp: {
    title: 'Weather: the time of year',
    about:
      'Predict a day’s weather. The date becomes a point on a circle, so December is next to January. Train on the earlier days, test on the last seven months.',
    reaches: '80% accuracy on the last 219 days',
  },
  co2Forecast: {
    title: 'CO₂: forecast next month',
    about:
      'Predict next month’s CO₂ in the air from the last 24 months. The input consists of earlier values of the target column.',
    reaches: 'off by 0.65 ppm on the last nine years (RMSE)',
  },
  sensorEvents: {
    title: 'Sensors: detect a rare event',
    about:
      'The event is a change in humidity and temperature that the researchers deliberately caused near the sensor. Train on the three hours when it begins, and test on the next three. The network finds the rest of the event, but also mistakes ordinary afternoon air for an event.',
    reaches: '47 of the 49 event readings found in a test set of 9,270 readings, with about 400 false alarms',
    simple:
      'logistic regression reaches 98.9% on the validation set (the network: 100%); the gap could be due to chance',
  },
  namesGru: {
    title: 'First names: letter by letter',
    about:
      'Guess the gender that goes with a first name. Each letter becomes a vector (an embedding), and a GRU reads them in order. The last letters matter most.',
    reaches: '80% accuracy on the test names',
    simple: 'simple models cannot read letters, so they do no better than always predicting the most common class',
  },
  spamConv: {
    title: 'Spam: find typical phrases',
    about:
      'A 1-D convolution looks for phrases of four words. Each filter keeps its strongest match, wherever it is in the email.',
    reaches: '93% accuracy on the test emails',
    simple: 'the best simple model, a random forest, reaches 92.5% on the validation set (the network: 97.3%)',
  },
  shopVisitsMlp: {
    title: 'Shop visits: how good can it get?',
    about:
      'Who will buy? The visits are simulated, so we know the best accuracy that any model can reach. How close does a network come?',
    reaches: '79% accuracy on the last 1,200 visits (best possible on these visits: 82%)',
    simple: 'a random forest does just as well, with 76.2% on the validation set (the network: 76.8%)',
  },
  cardFraud: {
    title: 'Card fraud: 1 in 110 payments',
    about:
      'Always predicting "no fraud" is 99% accurate, but useless. Look at the average precision instead: are the risky payments ranked first?',
    reaches:
      'average precision 0.39 on the last 9,000 payments (best possible on these payments: 0.47, random guessing: 0.01)',
    simple: 'logistic regression is just as accurate (99%), but accuracy says little about rare cases',
  },
  machineWearMlp: {
    title: 'Machines: predict failures',
    about:
      'Will a machine fail within a week? Predict this from its type, age, load, vibration, and temperature. The test readings are from later months than the training readings.',
    reaches: '96% accuracy on the last 1,200 readings (best possible on these readings: 97%)',
    simple: 'logistic regression does just as well, with 97.0% on the validation set (the network: 96.9%)',
  },
  ticketsBag: {
    title: 'Support tickets: a bag of words',
    about:
      'Sort support tickets by topic. The network averages the vectors of all words and ignores their order. This often works well.',
    reaches: '85% accuracy on the last 900 tickets (best possible on these tickets: 86%)',
    simple: 'nearest neighbors does just as well, with 86.2% on the validation set (the network: 85.4%)',
  },
  shapeKindsCnn: {
    title: 'Shapes: anywhere in the image',
    about:
      'Recognize a shape wherever it is. The same filters scan the whole image, and only the strongest response of each one counts.',
    reaches: '92% accuracy on the test images',
    simple: 'the best simple model, nearest neighbors, reaches 35.6% on the validation set (the network: 95.1%)',
  },
  defectsCnn: {
    title: 'Cloth: find the defect',
    about:
      'Is there a scratch, a hole, a stain or no defect? Large filters ignore the weave, and only the strongest response of each one counts.',
    reaches: '98% accuracy on the test pieces',
    simple: 'the best simple model, logistic regression, reaches 65.6% on the validation set (the network: 100%)',
  },
  defectsUnet: {
    title: 'Cloth: which defect, and where',
    about:
      'One network, two outputs. Its deepest layer sees a large part of the cloth and names the defect. The layers after it mark the pixels.',
    reaches: '98% accuracy on the test pieces, and 86% overlap between marked and true defect pixels (IoU)',
    simple: 'the best simple model, logistic regression, reaches 65.6% on the validation set (the network: 100%)',
  },
  reverseGru: {
    title: 'Reverse: spell it backwards',
    about:
      'One GRU reads six letters, another writes them in reverse. All six letters must fit into the one vector that connects the two GRUs.',
    reaches: '98.7% of the test texts completely correct',
  },
  sortGru: {
    title: 'Sort: letters into alphabetical order',
    about: 'One GRU reads six letters, another writes them in alphabetical order.',
    reaches: 'every test text completely correct',
  },
  additionGru: {
    title: 'Addition: learn to add',
    about:
      'Learn to add from written sums alone. One GRU reads 27+58 character by character, another writes the result digit by digit and decides where it ends.',
    reaches: '98.7% of the test sums completely correct',
  },
  blank: {
    title: 'Blank',
    about: 'Only an input and an output. Everything in between is up to you.',
    reaches: '',
  },
  /** The name of an empty project. */
  untitled: 'Untitled',
})

export const lessonsText = defineText('gallery/examples/lessons', {
  fewParameters: {
    title: 'Lesson: how small can it be?',
    about: 'Separate the two moons with fewer than 40 parameters. How small can the hidden layer be?',
    reaches: '90% accuracy with 9 units and 37 parameters',
    goal: 'Separate the two moons with fewer than 40 parameters and an accuracy of at least 90% on the validation set. Change the hidden layer, then train.',
  },
})
