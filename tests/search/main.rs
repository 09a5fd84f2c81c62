//! What people look for in the bundled deck, in their own words, and what they should find.

use lacuna::library::{Library, NoteIx, NoteLink};
use lacuna::search::{MatchKind, Query, Searcher};
use lacuna::store;

/// Queries, each with the notes of which one should be among the first three hits (itself or by one
/// of its further questions).
const QUERIES: &[(&str, &str)] = &[
    ("vanishing gradients", "rnn-problems"),
    ("exploding gradients", "rnn-problems"),
    ("gradient vanishes", "rnn-problems"),
    ("word vectors", "embedding"),
    ("dense vector for a word", "embedding"),
    ("positional information", "absolute-pe relative-pe rope permutation"),
    ("sinusoidal", "absolute-pe"),
    ("rotary embeddings", "rope"),
    ("context extension", "rope-interpolation"),
    ("longer context", "rope-interpolation"),
    ("overfitting", "overfit-check capacity regularization"),
    ("overfit one batch", "overfit-check"),
    ("underfitting", "capacity"),
    ("weight decay", "regularization"),
    ("dropout", "regularization"),
    ("l2 penalty", "regularization"),
    ("sampling temperature", "direct-sampling top-k nucleus softmax"),
    ("hallucination", "llm-limits"),
    ("hallucinate", "llm-limits"),
    ("made-up citations", "llm-limits"),
    ("data leakage", "pretrain-tests"),
    ("catastrophic forgetting", "continual-learning"),
    ("learning without forgetting", "continual-learning"),
    ("warm start", "transfer-init"),
    ("pretrained weights", "transfer-init"),
    ("image size for vgg", "imagenet-steps"),
    ("resize crop normalize", "imagenet-steps"),
    ("loss for classification", "softmax-ce"),
    ("multiclass classification", "softmax-ce"),
    ("binary classification", "sigmoid-bce"),
    ("yes or no output", "sigmoid-bce"),
    ("loss for regression", "linear-l2-huber"),
    ("huber", "linear-l2-huber"),
    ("mse", "linear-l2-huber"),
    ("outliers", "linear-l2-huber"),
    ("probability distribution over classes", "softmax softmax-ce"),
    ("exponentials sum to one", "softmax"),
    ("container", "docker"),
    ("containers", "docker"),
    ("container orchestration", "kubernetes"),
    ("k8s", "kubernetes"),
    ("scaling containers", "kubernetes"),
    ("dockerfile", "docker"),
    ("version data", "dataset-versioning"),
    ("versioning of models", "model-versioning"),
    ("reproducibility", "exp-versioning why-versioning"),
    ("reproduce an experiment", "exp-versioning why-versioning"),
    ("logging metrics", "exp-tracking"),
    ("track runs", "exp-tracking"),
    ("continuous integration", "cicd-pipeline"),
    ("deployment", "cicd-pipeline release-packaging kubernetes mlops"),
    ("ci cd", "cicd-pipeline"),
    ("pipeline scheduler", "orchestration"),
    ("dag", "orchestration"),
    ("principles of mlops", "mlops-principles"),
    ("monolithic repository", "monorepo"),
    ("advantages of a monorepo", "monorepo-tradeoffs"),
    ("unit tests", "unit-test"),
    ("testing one function", "unit-test"),
    ("does it build", "smoke-test sanity-test"),
    ("smoke", "smoke-test"),
    ("did old behaviour break", "regression-test"),
    ("components together", "integration-test"),
    ("test types", "test-types"),
    ("tests before training", "pretrain-tests"),
    ("tests after training", "posttrain-tests"),
    ("invariance test", "posttrain-tests"),
    ("masked language model", "bert"),
    ("masked language modelling", "bert"),
    ("bidirectional encoder", "bert"),
    ("next token prediction", "autoregressive"),
    ("predict the next word", "autoregressive"),
    ("chain rule", "autoregressive perplexity"),
    ("causal mask", "autoregressive n-in-n-out permutation"),
    ("byte pair", "bpe"),
    ("subword", "bpe"),
    ("subword tokenization", "bpe"),
    ("merge the most frequent pair", "bpe-steps bpe"),
    ("vocabulary size", "bpe-steps bpe"),
    ("end of sequence", "eos"),
    ("stop token", "eos"),
    ("when does generation stop", "eos"),
    ("argmax", "greedy"),
    ("most likely token", "greedy"),
    ("greedy search", "greedy"),
    ("top p", "nucleus"),
    ("top k", "top-k"),
    ("k most likely tokens", "top-k"),
    ("cumulative probability", "nucleus"),
    ("sample from the distribution", "direct-sampling"),
    ("low rank", "lora"),
    ("low-rank adaptation", "lora"),
    ("parameter efficient fine tuning", "lora lora-steps"),
    ("adapters", "lora"),
    ("freeze the weights", "lora lora-steps transfer-embedding"),
    ("what is lora", "lora"),
    ("how does lora work", "lora lora-steps"),
    ("feature extraction", "transfer-embedding"),
    ("fine tuning", "transfer-finetune lora-steps"),
    ("finetune", "transfer-finetune lora-steps"),
    ("little data", "small-data-transfer"),
    ("not enough data", "small-data-transfer"),
    ("foundation model", "foundation-models"),
    ("clustering", "unsupervised"),
    ("labelled examples", "supervised"),
    ("reward", "rl rlhf"),
    ("reward model", "rlhf instructgpt-steps"),
    ("human feedback", "rlhf"),
    ("preference comparisons", "rlhf instructgpt-steps"),
    ("ppo", "instructgpt-steps"),
    ("policy", "rl"),
    ("environment actions", "rl"),
    ("instruct gpt", "instructgpt-steps"),
    ("prompt engineering", "auto-prompt expert-prompting few-shot"),
    ("soft prompts", "auto-prompt"),
    ("prompt optimisation", "auto-prompt"),
    ("you are an expert", "expert-prompting"),
    ("role prompting", "expert-prompting"),
    ("persona", "expert-prompting"),
    ("examples in the prompt", "few-shot icl"),
    ("learn from context", "icl"),
    ("in context", "icl"),
    ("zero shot", "zero-shot"),
    ("no examples", "zero-shot"),
    ("step by step", "cot"),
    ("reasoning", "cot"),
    ("intermediate steps", "cot"),
    ("majority vote", "self-consistency"),
    ("several reasoning paths", "self-consistency"),
    ("bypass safety", "jailbreak"),
    ("jailbreak attack", "jailbreak"),
    ("safety rules", "jailbreak"),
    ("query key value", "query-vector key-vector value-vector"),
    ("dot product", "query-vector key-vector"),
    ("scaled dot product", "key-vector query-vector"),
    ("what does a query do", "query-vector"),
    ("attention weights", "value-vector key-vector query-vector"),
    ("multi query", "mqa"),
    ("grouped query", "gqa"),
    ("kv cache", "mqa gqa"),
    ("key value cache", "mqa gqa"),
    ("cache memory", "mqa gqa"),
    ("shared keys and values", "mqa"),
    ("flash attention", "flash-attention"),
    ("gpu memory", "flash-attention"),
    ("sram", "flash-attention"),
    ("quadratic", "flash-attention"),
    ("batch normalization", "batch-norm"),
    ("batchnorm", "batch-norm"),
    ("running average", "batch-norm"),
    ("running mean", "batch-norm"),
    ("layer norm", "layer-norm"),
    ("why layernorm", "layer-norm"),
    ("normalize over features", "layer-norm"),
    ("rms norm", "norm-layers"),
    ("kinds of normalization", "norm-layers"),
    ("group norm", "norm-layers"),
    ("activation function", "no-activation gelu"),
    ("where is no activation used", "no-activation"),
    ("relu", "gelu no-activation"),
    ("gaussian error", "gelu"),
    ("smooth relu", "gelu"),
    ("convolution", "conv-filter"),
    ("kernel size", "conv-filter"),
    ("stride", "conv-filter"),
    ("padding", "conv-filter"),
    ("weight sharing", "conv-filter mlp-cons"),
    ("translation equivariance", "bias-examples inductive-bias conv-filter"),
    ("locality", "bias-examples inductive-bias conv-filter"),
    ("prior assumptions", "inductive-bias"),
    ("inductive biases", "inductive-bias bias-examples"),
    ("graph neural network", "gnn-input gnn-output"),
    ("node features", "gnn-input"),
    ("adjacency matrix", "gnn-input"),
    ("graph level prediction", "gnn-output"),
    ("edge prediction", "gnn-output"),
    ("fixed input size", "mlp-cons"),
    ("why not mlp", "mlp-cons"),
    ("sequential processing", "rnn-problems"),
    ("recurrent networks", "rnn-problems"),
    ("hidden state", "rnn-problems"),
    ("order of tokens", "permutation absolute-pe rnn-problems"),
    ("set of tokens", "permutation"),
    ("encoder decoder", "n-in-n-out transformer-traits"),
    ("gradient descent", "full-gd sgd minibatch-gd"),
    ("one example per update", "sgd"),
    ("noisy gradient", "sgd minibatch-gd"),
    ("batch size", "minibatch-gd"),
    ("minibatch", "minibatch-gd"),
    ("hockey stick", "hockey-stick"),
    ("initial loss", "hockey-stick"),
    ("bias initialisation", "hockey-stick"),
    ("common crawl", "scraped-datasets"),
    ("web text", "scraped-datasets"),
    ("the pile", "scraped-datasets"),
    ("remove duplicates", "dedup"),
    ("near duplicates", "dedup"),
    ("minhash", "dedup"),
    ("jaccard", "dedup"),
    ("regulation", "ai-regulation"),
    ("eu ai act", "ai-regulation"),
    ("law", "ai-regulation"),
    ("risks of ai", "dl-risks"),
    ("deepfakes", "dl-risks"),
    ("bias and fairness", "dl-risks"),
    ("limits of llms", "llm-limits"),
    ("research loop", "academic-loop"),
    ("academic research", "academic-loop"),
    ("perplexity", "perplexity"),
    ("branching factor", "perplexity"),
    ("cross entropy", "softmax-ce perplexity"),
    ("bits per token", "perplexity"),
    ("annotation errors", "artifact"),
    ("spurious cues", "artifact"),
    ("packaging a model", "release-packaging"),
    ("predict continuous values", "regression linear-l2-huber"),
    ("224", "imagenet-steps conv-filter"),
    ("tokenization", "bpe"),
    ("tokenizer", "bpe"),
    ("tokenize", "bpe"),
    ("model size", "capacity"),
    ("expressive power", "capacity"),
];

/// What the deck does not speak of.
const ABSENT: &[&str] = &[
    "moe",
    "dpo",
    "terraform",
    "mixture of experts",
    "random forest",
    "vector database",
    "pca",
    "xgboost",
    "state space model",
    "gan",
    "mamba",
    "spark",
    "bayes theorem",
    "confusion matrix",
    "sql",
    "rag",
    "decision tree",
    "diffusion",
    "naive bayes",
    "kafka",
    "blockchain",
    "photosynthesis",
    "napoleon",
    "quicksort",
    "tcp handshake",
];

fn deck() -> Library {
    let home = tempfile::tempdir().expect("a folder can be made");
    let (library, faults) = store::load(&store::ConfigHome::new(home.path()));
    assert_eq!(faults, []);
    library
}

/// The ids of the first three notes found, each with that of the note it belongs to.
fn first_three(library: &Library, typed: &str) -> Vec<String> {
    let hits = Searcher::default().search(library, &Query::parse(typed)).hits;
    let ids = |note: NoteIx| {
        let parent = library.linked(note, NoteLink::Parent).next();
        [Some(note), parent].into_iter().flatten().map(|note| library.id(note).into_owned())
    };
    hits.into_iter().take(3).flat_map(|hit| ids(hit.note)).collect()
}

#[test]
fn the_right_note_is_among_the_first_three() {
    let library = deck();
    let mut missed = Vec::new();
    for (typed, wanted) in QUERIES {
        let found = first_three(&library, typed);
        if !wanted.split(' ').any(|id| found.iter().any(|found| found == id)) {
            missed.push(format!("{typed}: {found:?} instead of {wanted}"));
        }
    }
    let most = QUERIES.len() * 3 / 100;
    assert!(missed.len() <= most, "{} of {}\n{}", missed.len(), QUERIES.len(), missed.join("\n"));
}

#[test]
fn every_note_that_is_named_exists() {
    let library = deck();
    for id in QUERIES.iter().flat_map(|(_, wanted)| wanted.split(' ')) {
        assert!(library.all().any(|note| library.id(note) == id), "{id}");
    }
}

#[test]
fn what_is_not_in_the_deck_is_not_found() {
    let library = deck();
    for typed in ABSENT {
        let hits = Searcher::default().search(&library, &Query::parse(typed)).hits;
        let sure = hits.iter().find(|hit| !hit.how.is_guess());
        assert_eq!(sure.map(|hit| library.title(hit.note)), None, "{typed}");
    }
}

#[test]
fn some_of_the_words_are_a_guess_and_marked_as_such() {
    let library = deck();
    let hits = Searcher::default().search(&library, &Query::parse("softmax of a zebra")).hits;
    assert!(!hits.iter().any(|hit| hit.how != MatchKind::Partial), "zebras are nowhere");
    let hits = Searcher::default().search(&library, &Query::parse("predict next zebra word")).hits;
    assert!(hits.first().is_some_and(|hit| hit.how == MatchKind::Partial));
}
