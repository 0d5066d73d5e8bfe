# Peers of the multilevel regression on one file. Usage: Rscript estimation.R PEER FILE. Prints seconds (of the fit alone), the deviance
# and the standard deviations of the five groupings.
# PEER: glmer_joint (lme4, nAGQ = 0), glmer_laplace (nAGQ = 1), glmmtmb.
asked <- commandArgs(trailingOnly = TRUE)
rows <- read.csv(asked[2])
for (k in 0:4) rows[[paste0("g", k)]] <- factor(rows[[paste0("g", k)]])
model <- y ~ x1 + x2 + (1 | g0) + (1 | g1) + (1 | g2) + (1 | g3) + (1 | g4)
if (asked[1] == "glmmtmb") {
  suppressMessages(library(glmmTMB))
  took <- system.time(fit <- glmmTMB(model, rows, family = binomial))[["elapsed"]]
  sds <- sapply(VarCorr(fit)$cond, function(block) attr(block, "stddev"))
} else {
  suppressMessages(library(lme4))
  took <- system.time(fit <- glmer(model, rows, family = binomial, nAGQ = if (asked[1] == "glmer_joint") 0 else 1))[["elapsed"]]
  sds <- sapply(VarCorr(fit), function(block) attr(block, "stddev"))
}
cat(sprintf("seconds %.6f\ndeviance %.6f\n", took, -2 * as.numeric(logLik(fit))))
for (k in 0:4) cat(sprintf("sd%d %.8f\n", k, sds[[grep(paste0("^g", k), names(sds))]]))
