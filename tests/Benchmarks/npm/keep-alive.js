// The package's command closes every connection after its answer; its library can keep them open.
const { createHttpServer } = require("@vercel/cosmosdb-server");

createHttpServer({ keepAlive: true, keepAliveTimeout: 600_000 }).listen(Number(process.argv[2]), "127.0.0.1");
